import { expect, it } from 'vitest';
import { emptyRecord } from '../store/records.ts';
import { csvOf, jsonOf, type ListedPhoto } from './photo-list.ts';

const { hash: _, version: __, ...photo } = emptyRecord(1, 2, 'trip/=1+1, "a".jpg');

const FULL: ListedPhoto = {
  photo: {
    ...photo,
    size: 1234,
    modified: Date.UTC(2024, 0, 2, 3, 4, 5),
    width: 40,
    height: 30,
    taken: Date.UTC(2023, 5, 7, 8, 9, 10),
    takenFrom: 'exif',
    camera: '@SUM(A1)',
    lens: 'a\nb',
    exposure: { iso: 100 },
    location: { latitude: -45.5, longitude: 7.25 },
  },
  folder: 'Holiday',
  hash: 'abc',
  place: { city: 'Zermatt', region: 'Valais', country: 'Switzerland', countryCode: 'CH' },
  marks: { favourite: true, rating: 4, keywords: ['-snow', 'a "b"'], albums: ['Best'] },
};
const EMPTY: ListedPhoto = { photo: { ...photo, path: 'b.jpg' }, folder: '', hash: '' };

/** A reader of RFC 4180 that shares nothing with the writer. */
function parsed(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows;
}

it('writes a table that reads back', async () => {
  const bytes = new Uint8Array(await csvOf([FULL, EMPTY]).arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [columns = [], ...rows] = parsed(new TextDecoder().decode(bytes));
  expect(rows.map((row) => row.length)).toEqual([columns.length, columns.length, 1]);
  const [full, empty] = rows.map((row) =>
    Object.fromEntries(columns.flatMap((column, i) => (row[i] ? [[column, row[i]]] : []))),
  );
  expect(full).toEqual({
    folder: 'Holiday',
    path: 'trip/=1+1, "a".jpg',
    taken: '2023-06-07T08:09:10.000Z',
    takenFrom: 'exif',
    modified: '2024-01-02T03:04:05.000Z',
    bytes: '1234',
    width: '40',
    height: '30',
    camera: "'@SUM(A1)",
    lens: 'a\nb',
    iso: '100',
    latitude: '-45.5',
    longitude: '7.25',
    city: 'Zermatt',
    region: 'Valais',
    country: 'Switzerland',
    favourite: 'true',
    rating: '4',
    keywords: '\'-snow; a "b"',
    albums: 'Best',
    sha256: 'abc',
  });
  expect(empty).toEqual({ path: 'b.jpg', modified: '1970-01-01T00:00:00.000Z', bytes: '0' });
});

it.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1'])('no spreadsheet runs %j', async (camera) => {
  const text = await csvOf([{ ...EMPTY, photo: { ...EMPTY.photo, camera } }]).text();
  expect(parsed(text)[1]).toContain(`'${camera}`);
});

it.each([
  ['year', '2019'],
  ['month', '2019-03'],
  ['day', '2019-03-01'],
] as const)('says no more of a date than the %s', async (takenPrecision, taken) => {
  const at = new Date(2019, 2, 1, 12).getTime();
  const list = jsonOf([{ ...EMPTY, photo: { ...EMPTY.photo, taken: at, takenPrecision } }]);
  expect(JSON.parse(await list.text())).toMatchObject([{ taken }]);
});

it('writes JSON with numbers and lists, without what is unknown', async () => {
  const [full, empty] = JSON.parse(await jsonOf([FULL, EMPTY]).text());
  expect(full).toMatchObject({
    camera: '@SUM(A1)',
    rating: 4,
    favourite: true,
    keywords: ['-snow', 'a "b"'],
  });
  expect(empty).toEqual({ folder: '', path: 'b.jpg', modified: '1970-01-01T00:00:00.000Z', bytes: 0 });
});
