import { expect, it } from 'vitest';
import { readGoogle } from './google.ts';

it('reads what a sidecar says of a photo', () => {
  const text = JSON.stringify({
    title: 'IMG_1234.jpg',
    description: ' The lake ',
    imageViews: '3',
    creationTime: { timestamp: '1580000000', formatted: '26.01.2020, 00:53:20 UTC' },
    photoTakenTime: { timestamp: '1549800000', formatted: '10.02.2019, 12:00:00 UTC' },
    geoData: { latitude: 46.02, longitude: 7.75, altitude: 1608, latitudeSpan: 0, longitudeSpan: 0 },
    favorited: true,
    archived: true,
  });
  expect(readGoogle(text)).toEqual({
    kind: 'photo',
    isTrashed: false,
    marks: {
      favourite: true,
      hidden: true,
      description: 'The lake',
      date: Date.UTC(2019, 1, 10, 12),
      location: { latitude: 46.02, longitude: 7.75, altitude: 1608 },
    },
  });
});

it.each([
  ['0, 0 is no place', { geoData: { latitude: 0, longitude: 0, altitude: 0 } }, {}],
  [
    'the camera’s place if Google has none',
    { geoData: { latitude: 0, longitude: 0 }, geoDataExif: { latitude: -1.5, longitude: 170 } },
    { location: { latitude: -1.5, longitude: 170 } },
  ],
  ['a place off the Earth', { geoData: { latitude: 91, longitude: 7 } }, {}],
  ['before 1970', { photoTakenTime: { timestamp: '-86400' } }, { date: -86_400_000 }],
  ['no number', { photoTakenTime: { timestamp: 'soon' } }, {}],
  ['no text', { description: { en: 'x' } }, {}],
])('%s', (_, said, marks) => {
  const photo = readGoogle(JSON.stringify({ photoTakenTime: {}, ...said }));
  expect(photo).toEqual({
    kind: 'photo',
    isTrashed: false,
    marks: { favourite: false, hidden: false, ...marks },
  });
});

it('tells photos in the trash, albums and other files apart', () => {
  expect(readGoogle('{"photoTakenTime": {}, "trashed": true}')).toMatchObject({ isTrashed: true });
  expect(readGoogle('{"title": "Zermatt 2019", "access": "protected"}')).toEqual({
    kind: 'album',
    title: 'Zermatt 2019',
  });
  expect(readGoogle('{"albumData": {"title": "Old form"}}')).toEqual({ kind: 'album', title: 'Old form' });
  for (const text of ['', '{', '[]', 'null', '1', '{"title": " "}'])
    expect(readGoogle(text)).toEqual({ kind: 'other' });
});
