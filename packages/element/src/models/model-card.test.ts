import { expect, test } from 'vitest';
import { english } from '../i18n/strings.ts';
import { languagesText, qualityText, sizeText } from './model-card.ts';
import { spec } from './spec.fixture.ts';

const onWasm = { backend: 'wasm', shaderF16: false } as const;

test('the size says whether the model is stored', () => {
  const model = spec('some', 152);
  const stored = (megabytes: number) => [{ id: 'some', bytes: megabytes * 1e6, usedAt: 0 }];
  expect(sizeText(english, model, onWasm, [])).toBe('152 MB to download');
  expect(sizeText(english, model, onWasm, stored(151))).toBe('152 MB to download');
  expect(sizeText(english, model, onWasm, stored(153))).toBe('152 MB stored');
  const source = { kind: 'bundled', folder: 'models/some/', revision: '1' } as const;
  expect(sizeText(english, { ...model, source }, onWasm, [])).toBe('152 MB included');
  expect(sizeText(english, { ...model, files: {} }, onWasm, [])).toBe('size unknown');
});

test('published results are shown in words', () => {
  const source = 'https://example.org';
  expect(qualityText(english, { imagenet: 63.3, source })).toBe(
    'It picks the right name out of 1,000 for 63.3% of pictures (ImageNet).',
  );
  expect(qualityText(english, { cocoTextToImage: 30.4, cocoImageToText: 50.1, source })).toBe(
    'For 30.4% of descriptions, the right picture comes first among 5,000 (COCO). For 50.1% of pictures, a right description comes first.',
  );
});

test('a few languages are named, and more are counted', () => {
  expect(languagesText(english, ['en', 'de'])).toBe('English, German');
  expect(languagesText(english, ['en', 'de', 'fr', 'zh'])).toBe('4 languages');
});
