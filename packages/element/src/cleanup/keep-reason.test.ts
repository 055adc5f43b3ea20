import type { KeepReason } from '@web-clip/photos';
import { expect, test } from 'vitest';
import { Formats } from '../i18n/formats.ts';
import { fr } from '../i18n/fr.ts';
import { english } from '../i18n/strings.ts';
import { keepReason } from './keep-reason.ts';

const [EARLY, LATE] = [new Date(2019, 3, 3, 10, 11).getTime(), new Date(2020, 4, 5, 6, 7).getTime()];

test.each<[why: KeepReason, others: number, words: string]>([
  [{ code: 'original', kept: 'changed', other: 'named' }, 2, 'The others are copies by their names.'],
  [{ code: 'original', kept: 'unchanged', other: 'cropped' }, 1, 'It shows more: the other one is cropped.'],
  [
    { code: 'original', kept: 'unchanged', other: 'changed' },
    1,
    'It is as the camera wrote it: the other one was changed later.',
  ],
  [{ code: 'camera-data', kept: 'Canon EOS R5' }, 1, 'It has more of what the camera wrote (Canon EOS R5).'],
  [{ code: 'camera-data' }, 1, 'It has more of what a camera writes.'],
  [
    { code: 'pixels', kept: 12_192_768, other: 3_145_728 },
    1,
    'It has more pixels: 12.2 instead of 3.15 megapixels.',
  ],
  [{ code: 'format', kept: 'raw', other: 'webp' }, 1, 'Its format holds more: RAW instead of WebP.'],
  [
    { code: 'compression', kept: 2.13, other: 14.2 },
    1,
    'It is compressed less: in steps of 2.1 instead of 14.',
  ],
  [{ code: 'sharpness', kept: 12.4, other: 8.04 }, 1, 'It is sharper: 12 instead of 8.0.'],
  [{ code: 'age', kept: EARLY, other: EARLY + 1000 }, 1, 'Its file is older.'],
  [
    { code: 'path', kept: 'a.jpg', other: 'copies/a.jpg' },
    1,
    'Only their paths differ: “a.jpg” comes before “copies/a.jpg”.',
  ],
])('%j is told in words', (why, others, words) => {
  expect(keepReason(english, why, others)).toBe(words);
});

test('dates are those of the language', () => {
  const words = keepReason(fr(new Formats('fr')), { code: 'age', kept: EARLY, other: LATE }, 1);
  expect(words).toMatch(/3 avr\. 2019.*5 mai 2020/);
});
