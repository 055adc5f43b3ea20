import { expect, test } from 'vitest';
import { describe, readDescription } from './format.ts';

const photo = {
  ...{ id: 2, folder: 1, path: 'a.jpg', size: 1, modified: 5, width: 4, height: 3, hash: 'ab', version: 1 },
};

const read = (dates: object): unknown => {
  const folders = [{ id: 1, name: 'album', kind: 'files' as const }];
  const photos = [{ ...photo, ...dates }];
  const saved = describe({ folders, photos, segments: [], settings: {} });
  return readDescription(JSON.parse(JSON.stringify(saved))).photos[0];
};

test('a folder of single files from an earlier version keeps its kind', () => {
  const saved = describe({ folders: [], photos: [], segments: [], settings: {} });
  const folders = [{ id: 1, name: '', kind: 'loose' }];
  expect(readDescription({ ...saved, folders }).folders).toEqual([{ id: 1, name: '', kind: 'single-files' }]);
});

test.each([
  {},
  { taken: 1 },
  { taken: 1, takenFrom: 'exif' },
  { taken: 1, takenFrom: 'name', takenPrecision: 'day' },
  { raws: [{ path: 'a.cr2', size: 9, modified: 5 }] },
  { failure: { code: 'undecodable-image', message: 'It is damaged.' } },
  { failure: { code: 'undecodable-image', message: 'It is damaged.', reader: 1 } },
])('a photo keeps its date, its RAW files and its failure: %j', (dates) => {
  expect(read(dates)).toEqual({ ...photo, ...dates });
});

test.each([
  { taken: 'yesterday' },
  { taken: 1, takenFrom: 'hearsay' },
  { taken: 1, takenFrom: 1 },
  { taken: 1, takenFrom: 'exif', takenPrecision: 'century' },
  { raws: 'a.cr2' },
  { raws: [{ path: 'a.cr2' }] },
  { failure: { code: 'undecodable-image', message: 'It is damaged.', reader: 'new' } },
])('a library with %j is rejected', (dates) => {
  expect(() => read(dates)).toThrow(expect.objectContaining({ code: 'invalid-library' }));
});
