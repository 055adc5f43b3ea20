import type { ModelQuality } from '@web-clip/clip';
import { expect, test } from 'vitest';
import { modelGroups, recommended } from './model-groups.ts';
import { spec } from './spec.fixture.ts';

const quality = (cocoTextToImage: number): ModelQuality => ({
  cocoTextToImage,
  source: 'https://example.org',
});
const onWasm = { backend: 'wasm', shaderF16: false } as const;
const languages = ['en', 'zh', 'ja', 'ko', 'ar', 'ru', 'hi', 'de', 'fr', 'es'];

const small = spec('small', 55, { quality: quality(38) });
const middle = spec('middle', 150, { quality: quality(30) });
const good = spec('good', 400, { quality: quality(50) });
const huge = spec('huge', 1500, { quality: quality(60) });
const closed = spec('closed', 20, { quality: quality(70), restriction: 'Research only.' });
const many = spec('many', 370, { quality: quality(47), languages });
const chinese = spec('chinese', 190, { languages: ['zh'] });
const fashion = spec('fashion', 150);
const all = [huge, fashion, chinese, closed, many, good, middle, small];

test('a few models are recommended, all free to use and none too large', () => {
  expect(recommended(all, onWasm).map(({ needs, model }) => [model.id, ...needs])).toEqual([
    ['small', 'smallAndFast'],
    ['good', 'bestInEnglish'],
    ['many', 'bestInOthers'],
  ]);
});

test('a model that meets two needs is recommended once', () => {
  const best = { ...many, about: { ...many.about, quality: quality(55) } } as typeof many;
  expect(recommended([small, best], onWasm).map(({ needs }) => needs)).toEqual([
    ['smallAndFast'],
    ['bestInEnglish', 'bestInOthers'],
  ]);
});

test('models without published results are not recommended', () => {
  expect(recommended([fashion, chinese], onWasm)).toEqual([]);
});

test('models are sorted by kind, then by size', () => {
  expect(modelGroups(all, onWasm).map(({ title, models }) => [title, ...models.map(({ id }) => id)])).toEqual(
    [
      ['english', 'closed', 'small', 'middle', 'good', 'huge'],
      ['otherLanguages', 'chinese', 'many'],
      ['specialModels', 'fashion'],
    ],
  );
});
