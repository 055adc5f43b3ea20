import { expect, test } from 'vitest';
import { spec } from './spec.fixture.ts';
import { suitableModel } from './suitable-model.ts';

const english = spec('english', 50);
const chinese = spec('chinese', 190, { languages: ['zh'] });
const japanese = spec('japanese', 150, { languages: ['ja'] });
const many = spec('many', 370, { languages: ['en', 'zh', 'ja', 'ko', 'ar', 'ru', 'hi', 'de'] });
const more = spec('more', 1100, { languages: ['en', 'zh', 'ja', 'ko', 'ar', 'ru', 'uk', 'hi', 'th'] });
const all = [english, more, chinese, many, japanese];
const onWasm = { backend: 'wasm', shaderF16: false } as const;

test.each([
  ['Chinese', '狗在海滩上', 'chinese'],
  ['Arabic', 'كلب على الشاطئ', 'many'],
  ['Japanese', 'ビーチの犬', 'japanese'],
  ['Korean', '해변의 개', 'many'],
  ['Russian', 'собака на пляже', 'many'],
  ['Hindi', 'समुद्र तट पर कुत्ता', 'many'],
  ['Thai', 'สุนัขบนชายหาด', 'more'],
  ['a mixture', 'dog 犬', 'many'],
])('chooses the smallest model that understands %s', (_, query, id) => {
  expect(suitableModel(query, all, onWasm)?.id).toBe(id);
});

test('accepts a model of the same script if no model names the language', () => {
  expect(suitableModel('狗', [english, japanese], onWasm)?.id).toBe('japanese');
});

test('finds no model for a script that none understands', () => {
  expect(suitableModel('σκύλος', all, onWasm)).toBeUndefined();
  expect(suitableModel('🐶🏖️', all, onWasm)).toBeUndefined();
  expect(suitableModel('狗', [{ ...chinese, about: undefined } as never], onWasm)).toBeUndefined();
});

test('compares the files for this device', () => {
  const files = { vision: 'v', text: 't' };
  const onGpu = {
    ...chinese,
    id: 'gpu',
    files: { q8: { ...files, bytes: 1 }, fp16: { ...files, bytes: 9e9 } },
  };
  expect(suitableModel('狗', [onGpu, chinese], onWasm)?.id).toBe('gpu');
  expect(suitableModel('狗', [onGpu, chinese], { backend: 'webgpu', shaderF16: true })?.id).toBe('chinese');
});
