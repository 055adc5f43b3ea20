import { expect, it } from 'vitest';
import { jxlSize } from './jxl-size.ts';

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

// The first bytes of images of this size from libjxl's `cjxl -d 1 -e 1`, bare and with `--container=1`.
it.each([
  [
    1,
    1,
    '/woAEJAUFwIAEggB',
    'AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAABDanhsY/8KABCQFBcCABIIAQCwAF3lEgAA',
  ],
  [
    37,
    21,
    '/wqgUJAUFwIAEggB',
    'AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAABOanhsY/8KoFCQFBcCABIIAQDcAF3lEgAA',
  ],
  [
    256,
    128,
    '/wrfQVJcCAASCAEA',
    'AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAABUanhsY/8K30FSXAgAEggBAPgAXeUSAAAV',
  ],
  [
    640,
    480,
    '/wr4PpAUFwIAEggB',
    'AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAACranhsY/8K+D6QFBcCABIIAQDYwQMMAAAA',
  ],
  [
    4000,
    10,
    '/wpIgD4fSIoLAQAS',
    'AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAACCanhsY/8KSIA+H0iKCwEAEggBAMBAAzTA',
  ],
  [
    1920,
    1080,
    '/wq6IQVJcSEAEggB',
    'AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAADvanhsY/8KuiEFSXEhABIIAQDYAQgMAAAA',
  ],
])('reads %i x %i', (width, height, bare, contained) => {
  expect(jxlSize(bytesOf(bare))).toEqual({ width, height });
  expect(jxlSize(bytesOf(contained))).toEqual({ width, height });
  for (let length = 0; length < 4; length++)
    expect(jxlSize(bytesOf(bare).subarray(0, length))).toBeUndefined();
});
