import { expect, test } from 'vitest';
import { isForeign, likelyLanguage } from './query-language.ts';

test.each([
  ['Chinese', '海滩上的狗'],
  ['Japanese', 'いぬ'],
  ['Korean', '해변의 개'],
  ['Arabic', 'كلب على الشاطئ'],
  ['Hebrew', 'כלב בחוף'],
  ['Russian', 'собака на пляже'],
  ['Hindi', 'समुद्र तट पर कुत्ता'],
  ['Thai', 'สุนัขบนชายหาด'],
  ['Greek', 'σκύλος'],
  ['a mixture', 'dog 犬'],
  ['emoji', '🐶🏖️'],
  ['a flag', '🇫🇷'],
])('%s is foreign to an English model', (_, query) => {
  expect(isForeign(query, ['en'])).toBe(true);
});

test.each([
  ['words', 'a dog on the beach'],
  ['accents', 'café, naïve Ångström'],
  ['nothing', ''],
  ['digits and marks', '2024?!'],
  ['words and emoji', 'dog 🐶'],
  ['letters that no script owns', '5 µm, 1ª'],
])('%s is not foreign', (_, query) => {
  expect(isForeign(query, ['en'])).toBe(false);
});

test('a script is foreign only to languages that do not use it', () => {
  expect(isForeign('犬とねこ', ['en', 'ja'])).toBe(false);
  expect(isForeign('собака', ['en', 'ru'])).toBe(false);
  expect(isForeign('개', ['ko'])).toBe(false);
  expect(isForeign('狗', ['zh'])).toBe(false);
  expect(isForeign('dog', ['ru'])).toBe(true);
});

test.each([
  ['狗在海滩上', 'zh'],
  ['كلب على الشاطئ', 'ar'],
  ['ビーチの犬', 'ja'],
  ['해변의 개', 'ko'],
  ['собака', 'ru'],
  ['कुत्ता', 'hi'],
  ['dog 犬', 'zh'],
  ['dog', 'en'],
  ['🐶', undefined],
])('%s is most likely %s', (query, language) => {
  expect(likelyLanguage(query)).toBe(language);
});
