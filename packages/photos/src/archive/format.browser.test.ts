import { expect, test } from 'vitest';
import type { AlbumRecord, Fields, MarkRecord } from '../store/records.ts';
import { describe, readDescription } from './format.ts';

const photo = {
  ...{ id: 2, folder: 1, path: 'a.jpg', size: 1, modified: 5, width: 4, height: 3, hash: 'ab', version: 1 },
};

const read = (fields: object): unknown => {
  const folders = [{ id: 1, name: 'album', kind: 'files' as const }];
  const photos = [{ ...photo, ...fields }];
  const saved = describe({ folders, photos, segments: [], marks: [], albums: [], settings: {} });
  return readDescription(JSON.parse(JSON.stringify(saved))).photos[0];
};

test('a folder of single files from an earlier version keeps its kind', () => {
  const saved = describe({ folders: [], photos: [], segments: [], marks: [], albums: [], settings: {} });
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
  { camera: 'Canon EOS R5', lens: 'RF 50mm', exposure: { seconds: 0.01, iso: 100 }, metadata: 1 },
  { exposure: { aperture: 2.8, focalLength: 50, focalLength35: 75 }, kind: 'panorama', format: 'heic' },
  { location: { latitude: -46.5, longitude: 6.6 }, generated: 'composite' },
  { location: { latitude: 46.5, longitude: 6.6, altitude: 495 } },
])('a photo keeps what is known of it: %j', (fields) => {
  expect(read(fields)).toEqual({ ...photo, ...fields });
});

test.each([
  { taken: 'yesterday' },
  { taken: 1, takenFrom: 'hearsay' },
  { taken: 1, takenFrom: 1 },
  { taken: 1, takenFrom: 'exif', takenPrecision: 'century' },
  { raws: 'a.cr2' },
  { raws: [{ path: 'a.cr2' }] },
  { failure: { code: 'undecodable-image', message: 'It is damaged.', reader: 'new' } },
  { camera: 5 },
  { exposure: { iso: '100' } },
  { location: { latitude: 91, longitude: 6 } },
  { location: { latitude: 46 } },
  { kind: 'selfie' },
  { metadata: 'new' },
])('a library with %j is rejected', (fields) => {
  expect(() => read(fields)).toThrow(expect.objectContaining({ code: 'invalid-library' }));
});

const saved = (parts: { marks?: unknown; albums?: unknown }): unknown => {
  const nothing = { folders: [], photos: [], segments: [], marks: [], albums: [], settings: {} };
  return JSON.parse(JSON.stringify({ ...describe(nothing), ...parts }));
};

test('marks and albums stay as they are', () => {
  const marks: MarkRecord[] = [
    {
      hash: 'ab',
      fields: {
        favourite: { value: true, changed: 5 },
        hidden: { value: null, changed: 6 },
        rating: { value: 4, changed: 7 },
        'label:dog': { value: 'Dog', changed: 8 },
        'group:album:1': { value: 'pinned', changed: 9 },
      },
    },
  ];
  const albums: AlbumRecord[] = [
    { id: '1', fields: { name: { value: 'Sea', changed: 1 }, removed: { value: true, changed: 2 } } },
  ];
  expect(readDescription(saved({ marks, albums }))).toMatchObject({ marks, albums });
});

test('an archive of an earlier version has no marks', () => {
  const { marks, albums, ...earlier } = saved({}) as Record<string, unknown>;
  expect(readDescription(earlier)).toMatchObject({ marks: [], albums: [] });
});

test.each<Fields | object>([
  { favourite: { value: 'yes', changed: 1 } },
  { favourite: { value: true } },
  { rating: { value: 6, changed: 1 } },
  { 'label:dog': { value: 3, changed: 1 } },
  { rating: 3 },
])('a library with the marks %j is rejected', (fields) => {
  const invalid = expect.objectContaining({ code: 'invalid-library' });
  expect(() => readDescription(saved({ marks: [{ hash: 'ab', fields }] }))).toThrow(invalid);
});
