import { describe, expect, it } from 'vitest';
import type { Photo, PhotoKind } from '../photo.ts';
import { fieldsOfPhoto, metadataInContent } from './photo-fields.ts';

const exposure = { iso: 100 };

describe('the kind that name and size say', () => {
  const kind = (path: string, width = 4000, height = 3000, said = {}): PhotoKind | undefined =>
    fieldsOfPhoto(said, { path, width, height }).kind;

  it.each([
    'Screenshot_20190704-123456_Chrome.jpg',
    'Screen Shot 2019-07-04 at 12.34.56 PM.png',
    'Bildschirmfoto 2019-07-04 um 12.34.56.png',
    'Capture d’écran 2019-07-04 à 12.34.56.png',
    "Capture d'e\u0301cran (1).png",
    'Captura de pantalla 2019-07-04 a las 12.34.56.png',
    'Schermata 2019-07-04 alle 12.34.56.png',
    'スクリーンショット 2019-07-04 12.34.56.png',
    'スクリーンショット 2019-07-04'.normalize('NFD'),
    '屏幕截图 2019-07-04 123456.png',
    '微信截图_20190704123456.png',
    '스크린샷 2019-07-04 오후 12.34.56.png',
    'Снимок экрана 2019-07-04 в 12.34.56.png',
    'Zrzut ekranu 2019-07-4 o 12.34.56.png',
    'Ekran Görüntüsü (12).png',
    'Näyttökuva 2019-7-4 kello 12.34.56.png',
    'Pictures/Screenshots/20190704_123456.jpg',
  ])('%s is a screenshot', (path) => {
    expect(kind(path)).toBe('screenshot');
    expect(kind(path, 4000, 3000, { exposure })).toBeUndefined();
  });

  it.each([
    'IMG_1234.JPG',
    'Screening 2019.jpg',
    'Captured.jpg',
    'Screenshots from the trip/beach.jpg',
    'Bildschirm.jpg',
    'espanorama.jpg',
    'Scan0001.jpg',
    'document.jpg',
  ])('%s may be anything', (path) => {
    expect(kind(path)).toBeUndefined();
    expect(kind(path, 4000, 2000)).toBeUndefined();
  });

  it('knows the screens of phones, in either orientation, if no camera took the image', () => {
    expect(kind('IMG_1.PNG', 1170, 2532, { format: 'png' })).toBe('screenshot');
    expect(kind('IMG_1.PNG', 2532, 1170, { format: 'png' })).toBe('screenshot');
    expect(kind('IMG_1.PNG', 1171, 2532, { format: 'png' })).toBeUndefined();
    expect(kind('IMG_1.PNG', 1920, 1080, { format: 'png' })).toBeUndefined();
    expect(kind('IMG_1.JPG', 1170, 2532, { format: 'jpeg' })).toBeUndefined();
    expect(kind('IMG_1.PNG', 1170, 2532, { format: 'png', exposure })).toBeUndefined();
  });

  it('takes a very long photo for a panorama', () => {
    expect(kind('a.jpg', 9000, 3000, { exposure })).toBe('panorama');
    expect(kind('a.jpg', 3000, 9000, { exposure })).toBe('panorama');
    expect(kind('a.jpg', 9000, 3000)).toBeUndefined();
    // Phones take photos of 21:9.
    expect(kind('a.jpg', 3840, 1644, { exposure })).toBeUndefined();
    expect(kind('a.jpg', 0, 0, { exposure })).toBeUndefined();
  });

  it('believes a panorama’s name if the image is long', () => {
    expect(kind('PXL_20210101_120000000.PANO.jpg', 6000, 3000)).toBe('panorama');
    expect(kind('Panorama_Zermatt.jpg', 6000, 3000)).toBe('panorama');
    expect(kind('Panorama_Zermatt.jpg', 4000, 3000)).toBeUndefined();
  });

  it('takes an image as large as a sheet of paper for a document', () => {
    expect(kind('Scan0001.png', 2480, 3508)).toBe('document');
    expect(kind('Scan0001.png', 2481, 3507)).toBe('document');
    expect(kind('img.jpg', 3300, 2550)).toBe('document');
    expect(kind('img.jpg', 3300, 2550, { exposure })).toBeUndefined();
    expect(kind('CamScanner 07-04-2019 12.34.jpg')).toBe('document');
  });

  it('is what the metadata say, if they do', () => {
    expect(kind('Screenshot_1.png', 4000, 3000, { kind: 'panorama' })).toBe('panorama');
  });
});

it('calls a TIFF by a camera’s name a RAW file', () => {
  const format = (path: string) => fieldsOfPhoto({ format: 'tiff' }, { path, width: 1, height: 1 }).format;
  expect(['a.NEF', 'b/a.dng', 'a.tif', 'a'].map(format)).toEqual(['raw', 'raw', 'tiff', 'tiff']);
});

it('keeps what all copies of a file share, and judges the rest by the copy', () => {
  const said = { camera: 'Canon EOS R5', exposure, generated: 'composite', format: 'png' } as const;
  const photo: Photo = {
    ...{ id: 1, folder: 1, path: 'a/Screenshot_20190704.png', size: 1, modified: 1, width: 9, height: 9 },
    ...{ taken: 5, takenFrom: 'name' },
    ...said,
  };
  expect(metadataInContent(photo)).toEqual(said);
  const captured = { taken: 5, takenFrom: 'exif' } as const;
  expect(metadataInContent({ ...photo, ...captured, kind: 'screenshot' })).toEqual({
    ...said,
    captured,
    kind: 'screenshot',
  });
  expect(fieldsOfPhoto({ ...said, captured }, { path: 'b.png', width: 9, height: 9 })).toEqual({
    ...said,
    ...captured,
  });
});
