import { expect, it } from 'vitest';
import { reasonInWords } from './reason.ts';

it('says why a photo is kept', () => {
  expect(reasonInWords({ code: 'original', other: 'cropped' })).toBe(
    'it is the original; the other is cropped',
  );
  expect(reasonInWords({ code: 'pixels', kept: 12e6, other: 1_920_000 })).toBe(
    'it has 12.0 megapixels, the other 1.9 megapixels',
  );
  expect(reasonInWords({ code: 'camera-data', kept: 'Apple iPhone 13' })).toBe(
    'it has what the camera wrote (Apple iPhone 13); the other has lost some of it',
  );
  expect(reasonInWords({ code: 'format', kept: 'heic', other: 'jpeg' })).toBe('it is HEIC, the other JPEG');
  expect(reasonInWords({ code: 'age', kept: 0, other: 86_400_000 })).toBe(
    'it is the older file (1970-01-01, the other 1970-01-02)',
  );
});
