import { describe, expect, it } from 'vitest';
import type { Photo } from '../photo.ts';
import type { PhotoFile } from '../sources/source.ts';
import { type PairKnowledge, pairRaws } from './raw-pairs.ts';

const SHOT = Date.UTC(2019, 6, 4, 12, 34, 56);

/** Capture dates of the files that have one. */
const TAKEN = new Map<PhotoFile, number | null>();

function listed(path: string, taken: number | null = SHOT, modified = 1000): PhotoFile {
  const file = { path, size: 5, modified, file: new File([], path) };
  TAKEN.set(file, taken);
  return file;
}

/** Reads dates and counts the reads. */
class Reader implements PairKnowledge<PhotoFile> {
  reads = 0;
  readonly #photos: ReadonlyMap<PhotoFile, Partial<Photo>>;

  constructor(photos: ReadonlyMap<PhotoFile, Partial<Photo>> = new Map()) {
    this.#photos = photos;
  }

  photoOf = (file: PhotoFile): Photo | undefined => {
    const { path, size, modified } = file;
    const known = this.#photos.get(file);
    return known && { id: 1, folder: 1, path, size, modified, width: 4, height: 3, ...known };
  };

  readDate: PairKnowledge<PhotoFile>['readDate'] = async (file) => {
    this.reads++;
    const taken = TAKEN.get(file);
    return typeof taken === 'number' ? { taken, takenFrom: 'exif' } : undefined;
  };
}

/** Photos, each with its RAW files. */
async function pair(files: readonly PhotoFile[], reader = new Reader()): Promise<[string, ...string[]][]> {
  const pairs = await pairRaws(files, reader);
  const raws = new Set([...pairs.values()].flat());
  const photos = files.filter((file) => !raws.has(file));
  return photos.map((photo) => [photo.path, ...(pairs.get(photo) ?? []).map(({ path }) => path).sort()]);
}

describe('pairRaws', () => {
  it('pairs a RAW file with its JPEG or HEIC, however their names are written', async () => {
    expect(
      await pair([
        listed('a/IMG_1.CR2'),
        listed('a/IMG_1.JPG'),
        listed('a/img_2.jpeg'),
        listed('a/IMG_2.nef'),
        listed('IMG_3.HIF'),
        listed('IMG_3.CR3'),
        listed('Caf\u00e9.dng'),
        listed('Cafe\u0301.heic'),
      ]),
    ).toEqual([
      ['a/IMG_1.JPG', 'a/IMG_1.CR2'],
      ['a/img_2.jpeg', 'a/IMG_2.nef'],
      ['IMG_3.HIF', 'IMG_3.CR3'],
      ['Cafe\u0301.heic', 'Caf\u00e9.dng'],
    ]);
  });

  it.each([
    ['files in different folders', ['1/IMG_1.CR2', '2/IMG_1.JPG']],
    ['different names', ['IMG_1.CR2', 'IMG_1-2.JPG']],
    ['other kinds of images', ['IMG_1.CR2', 'IMG_1.TIF', 'IMG_1.PNG']],
    ['a RAW file alone', ['IMG_1.CR2']],
    ['images alone', ['IMG_1.JPG', 'IMG_1.HEIC']],
    ['names without extensions', ['cr2', 'jpg']],
  ])('pairs nothing with %s', async (_, paths) => {
    const reader = new Reader();
    expect(
      await pair(
        paths.map((path) => listed(path)),
        reader,
      ),
    ).toEqual(paths.map((path) => [path]));
    expect(reader.reads).toBe(0);
  });

  it('compares capture times by the second', async () => {
    const raw = listed('IMG_1.CR2', SHOT + 780);
    expect(await pair([raw, listed('IMG_1.JPG', SHOT)])).toEqual([['IMG_1.JPG', 'IMG_1.CR2']]);
    for (const other of [SHOT + 1000, SHOT - 1, SHOT + 3_600_000]) {
      expect(await pair([raw, listed('IMG_1.JPG', other)])).toEqual([['IMG_1.CR2'], ['IMG_1.JPG']]);
    }
  });

  it('compares modification times if either capture time is missing', async () => {
    for (const [image, raw] of [
      [null, null],
      [SHOT, null],
      [null, SHOT],
    ] as const) {
      const photos = (later: number): Promise<unknown[]> =>
        pair([listed('IMG_1.JPG', image, 50_000), listed('IMG_1.X3F', raw, 50_000 + later)]);
      expect(await photos(10_000)).toHaveLength(1);
      expect(await photos(-10_000)).toHaveLength(1);
      expect(await photos(10_001)).toHaveLength(2);
    }
  });

  it('prefers a JPEG to a HEIC, and pairs two RAW files', async () => {
    const files = ['IMG_1.HEIC', 'IMG_1.dng', 'IMG_1.JPG', 'IMG_1.CR2'].map((path) => listed(path));
    expect(await pair(files)).toEqual([['IMG_1.HEIC'], ['IMG_1.JPG', 'IMG_1.CR2', 'IMG_1.dng']]);
    const edited = [listed('IMG_2.HEIC'), listed('IMG_2.CR2'), listed('IMG_2.JPG', SHOT + 5000)];
    expect(await pair(edited)).toEqual([['IMG_2.HEIC', 'IMG_2.CR2'], ['IMG_2.JPG']]);
  });

  it('reads no known files', async () => {
    const [image, raw] = [listed('IMG_1.JPG'), listed('IMG_1.CR2')];
    const { path, size, modified } = raw;
    const reader = new Reader(new Map([[image, { raws: [{ path, size, modified }] }]]));
    expect(await pair([image, raw], reader)).toEqual([['IMG_1.JPG', 'IMG_1.CR2']]);
    const dates = new Map<PhotoFile, Partial<Photo>>([
      [image, { taken: SHOT, takenFrom: 'exif' }],
      [raw, { taken: SHOT + 1000, takenFrom: 'exif' }],
    ]);
    const apart = new Reader(dates);
    expect(await pair([image, raw], apart)).toHaveLength(2);
    expect([reader.reads, apart.reads]).toEqual([0, 0]);
  });

  it('reads a changed RAW file again, and does not use dates in names', async () => {
    const [image, raw] = [listed('IMG_1.JPG'), listed('IMG_1.CR2')];
    const changed = new Map([
      [
        image,
        { taken: SHOT, takenFrom: 'exif' as const, raws: [{ path: 'IMG_1.CR2', size: 4, modified: 1 }] },
      ],
    ]);
    const reader = new Reader(changed);
    expect(await pair([image, raw], reader)).toHaveLength(1);
    expect(reader.reads).toBe(1);
    const named = new Reader(new Map([[image, { taken: SHOT + 5000, takenFrom: 'name' as const }]]));
    expect(await pair([image, raw], named)).toHaveLength(1);
  });

  it('pairs nothing with an unreadable image', async () => {
    const [image, raw] = [listed('IMG_1.JPG'), listed('IMG_1.CR2')];
    const failure = { code: 'undecodable-image', message: '' } as const;
    expect(await pair([image, raw], new Reader(new Map([[image, { failure }]])))).toHaveLength(2);
  });
});
