import { expect, test } from 'vitest';
import { isSystemFolder, systemFolderOf } from './system-folders.ts';

test.each([
  ['photos/@eaDir/s.jpg/SYNOPHOTO_THUMB_XL.jpg', 'photos/@eaDir'],
  ['photos/2019/#recycle/deleted.jpg', 'photos/2019/#recycle'],
  ['photos/#snapshot/a.jpg', 'photos/#snapshot'],
  ['photos/.@__thumb/default1.jpg', 'photos/.@__thumb'],
  ['photos/@Recycle/a.jpg', 'photos/@Recycle'],
  ['photos/$RECYCLE.BIN/S-1-5-21/$R1.jpg', 'photos/$RECYCLE.BIN'],
  ['photos/System Volume Information/a.jpg', 'photos/System Volume Information'],
  ['photos/__MACOSX/a.jpg', 'photos/__MACOSX'],
  ['photos/.Trashes/501/a.jpg', 'photos/.Trashes'],
  ['photos/.Spotlight-V100/a.jpg', 'photos/.Spotlight-V100'],
  ['DCIM/.thumbnails/1.jpg', 'DCIM/.thumbnails'],
  ['web/node_modules/pkg/logo.png', 'web/node_modules'],
  ['photos/Previews.lrdata/1/2.jpg', 'photos/Previews.lrdata'],
  ['photos/Catalog.lrcat-data/1.jpg', 'photos/Catalog.lrcat-data'],
  ['photos/CaptureOne/Cache/Thumbnails/a.jpg', 'photos/CaptureOne/Cache'],
  ['photos/A.cocatalog/Cache/a.jpg', 'photos/A.cocatalog/Cache'],
  ['p/photos.photoslibrary/resources/derivatives/x.jpeg', 'p/photos.photoslibrary/resources'],
  ['p/iPhoto.photolibrary/Thumbnails/x.jpg', 'p/iPhoto.photolibrary/Thumbnails'],
  ['p/Aperture.aplibrary/Previews/x.jpg', 'p/Aperture.aplibrary/Previews'],
  ['p/L.lrlibrary/0a1b/previews/x.jpg', 'p/L.lrlibrary/0a1b/previews'],
  // The outermost one.
  ['p/node_modules/.cache/x.png', 'p/node_modules'],
])('%s is in a system folder', (path, folder) => {
  expect(systemFolderOf(path)).toBe(folder);
});

test.each([
  'photos/2019/a.jpg',
  'p/photos.photoslibrary/originals/0/IMG.heic',
  'p/iPhoto.photolibrary/Masters/2012/IMG.jpg',
  'p/Aperture.aplibrary/Masters/2012/IMG.jpg',
  'p/L.lrlibrary/0a1b/originals/2020/IMG.dng',
  'p/A.cocatalog/Originals/IMG.dng',
  'photos/CaptureOne/Trip/IMG.jpg',
  // Similar names that are not system folders.
  'photos/recycle/a.jpg',
  'photos/thumbnails/a.jpg',
  'photos/originals/a.jpg',
  'photos/Windows/a.jpg',
  'photos/@home/a.jpg',
  'a.jpg',
])('%s is in none', (path) => {
  expect(systemFolderOf(path)).toBeUndefined();
});

test('the chosen folder never counts, and of a photo library only its originals are read', () => {
  for (const name of ['node_modules', '@eaDir', 'Masters', '.hidden', 'A.photoslibrary']) {
    expect(isSystemFolder(name)).toBe(false);
    expect(systemFolderOf(`${name}/a.jpg`)).toBeUndefined();
  }
  expect(systemFolderOf('A.photoslibrary/originals/0/a.jpg')).toBeUndefined();
  expect(systemFolderOf('A.photoslibrary/resources/a.jpg')).toBe('A.photoslibrary/resources');
  expect(systemFolderOf('resources/derivatives/a.jpg')).toBeUndefined();
});
