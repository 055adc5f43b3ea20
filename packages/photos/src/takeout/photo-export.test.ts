import { describe, expect, it } from 'vitest';
import { BlobWriter, TextReader, ZipWriter } from '../archive/zip.ts';
import { PhotoExport } from './photo-export.ts';

async function zipOf(files: Readonly<Record<string, unknown>>, level = 6): Promise<File> {
  const zip = new ZipWriter(new BlobWriter(), { level });
  for (const [path, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await zip.add(path, new TextReader(text), { lastModDate: new Date(2024, 0, 2, 3, 4, 6) });
  }
  return new File([await zip.close()], 'takeout-001.zip');
}

const TAKEN = { photoTakenTime: { timestamp: '1549800000' } };
const ROOT = 'Takeout/Google Photos';

describe('Google Takeout', () => {
  /** The photos and what is said of them are in different parts. */
  const parts = async (level?: number): Promise<File[]> => [
    await zipOf(
      {
        [`${ROOT}/Photos from 2019/IMG_1.jpg`]: 'one',
        [`${ROOT}/Photos from 2019/IMG_1(1).jpg`]: 'another one',
        [`${ROOT}/Photos from 2019/IMG_1-edited.jpg`]: 'one, edited',
        [`${ROOT}/Zermatt/metadata.json`]: { title: 'Zermatt: 2019' },
        'Takeout/archive_browser.html': '<html></html>',
      },
      level,
    ),
    await zipOf(
      {
        [`${ROOT}/Photos from 2019/IMG_1.jpg.supplemental-metadata.json`]: { ...TAKEN, favorited: true },
        [`${ROOT}/Photos from 2019/IMG_1.jpg.supplemental-metadata(1).json`]: { ...TAKEN, trashed: true },
        [`${ROOT}/Zermatt/IMG_1.jpg`]: 'one',
        [`${ROOT}/Zermatt/IMG_1.jpg.json`]: { ...TAKEN, description: 'The lake' },
        [`${ROOT}/Zermatt/IMG_2.jpg`]: 'two',
      },
      level,
    ),
  ];

  it('says what Google says, whichever part it is in', async () => {
    const all = await PhotoExport.open(await parts());
    const said = await Promise.all(all.files.map(async ({ path }) => [path, await all.marksOf(path)]));
    const date = Date.UTC(2019, 1, 10, 12);
    expect(Object.fromEntries(said)).toEqual({
      [`${ROOT}/Photos from 2019/IMG_1.jpg`]: { favourite: true, hidden: false, albums: [], date },
      [`${ROOT}/Photos from 2019/IMG_1(1).jpg`]: undefined,
      [`${ROOT}/Photos from 2019/IMG_1-edited.jpg`]: { favourite: true, hidden: false, albums: [], date },
      [`${ROOT}/Zermatt/IMG_1.jpg`]: {
        favourite: false,
        hidden: false,
        albums: ['Zermatt: 2019'],
        date,
        description: 'The lake',
      },
      [`${ROOT}/Zermatt/IMG_2.jpg`]: undefined,
    });
  });

  it.each([0, 6])('opens photos in place, compressed or not (level %i)', async (level) => {
    const { files } = await PhotoExport.open(await parts(level));
    const opened = await Promise.all(files.map(({ open }) => open()));
    expect(await Promise.all(opened.map((file) => file.text()))).toEqual([
      'one',
      'another one',
      'one, edited',
      'one',
      'two',
    ]);
    expect(opened[0]).toMatchObject({
      name: 'IMG_1.jpg',
      lastModified: new Date(2024, 0, 2, 3, 4, 6).getTime(),
    });
    const photos: string[] = [];
    const all = await PhotoExport.open(await parts(level));
    for await (const { path, file } of all.photos()) {
      photos.push(`${path.split('/').at(-1)}: ${await file.text()}`);
    }
    // The one in the trash is left out.
    expect(photos).toEqual([
      'IMG_1.jpg: one',
      'IMG_1-edited.jpg: one, edited',
      'IMG_1.jpg: one',
      'IMG_2.jpg: two',
    ]);
    expect(all.trashed).toBe(1);
    expect(files[0]).toMatchObject({ size: 3, modified: opened[0]?.lastModified });
  });
});

it('says what Apple says, by the table beside the photo, and its albums', async () => {
  const details = (favourite: string): string =>
    `imgName,fileChecksum,favorite,hidden,deleted,originalCreationDate\nIMG_1.HEIC,x,${favourite},no,no,\ngone.png,x,no,no,yes,\n`;
  const all = await PhotoExport.open([
    await zipOf({
      'iCloud Photos/Part 1/Photos/IMG_1.HEIC': 'one',
      'iCloud Photos/Part 1/Photos/gone.png': 'gone',
      'iCloud Photos/Part 1/Photos/Photo Details.csv': details('yes'),
      'iCloud Photos/Part 1/Albums/Trips.csv': 'Images\nIMG_1.HEIC\n',
    }),
    await zipOf({
      'iCloud Photos/Part 2/Photos/IMG_1.HEIC': 'two',
      'iCloud Photos/Part 2/Photos/Photo Details-1.csv': details('no'),
    }),
  ]);
  const said = await Promise.all(all.files.map(async ({ path }) => [path, await all.marksOf(path)]));
  expect(said).toEqual([
    ['iCloud Photos/Part 1/Photos/IMG_1.HEIC', { favourite: true, hidden: false, albums: ['Trips'] }],
    ['iCloud Photos/Part 1/Photos/gone.png', undefined],
    ['iCloud Photos/Part 2/Photos/IMG_1.HEIC', { favourite: false, hidden: false, albums: ['Trips'] }],
  ]);
  const photos: string[] = [];
  for await (const { path } of all.photos()) photos.push(path);
  expect(photos).toEqual([
    'iCloud Photos/Part 1/Photos/IMG_1.HEIC',
    'iCloud Photos/Part 2/Photos/IMG_1.HEIC',
  ]);
  expect(all.trashed).toBe(1);
});

it('keeps files of the same path in two parts', async () => {
  const all = await PhotoExport.open([await zipOf({ 'a/b.jpg': 'one' }), await zipOf({ 'a/b.jpg': 'two' })]);
  expect(all.files.map(({ path }) => path)).toEqual(['a/b.jpg', '2/a/b.jpg']);
  expect(await (await all.files[1]?.open())?.text()).toBe('two');
});

it('refuses what is no ZIP, and one that was not downloaded to its end', async () => {
  const whole = await zipOf({ 'a.jpg': 'one' });
  for (const zip of [new File(['none'], 'a.zip'), new File([whole.slice(0, -30)], 'b.zip')]) {
    await expect(PhotoExport.open([zip])).rejects.toMatchObject({
      code: 'unreadable-file',
      message: expect.stringContaining(`“${zip.name}”`),
    });
  }
});

/** A ZIP whose file says that it has one byte less than it has. */
async function lying(): Promise<Blob> {
  const bytes = new Uint8Array(await (await zipOf({ 'a.jpg': 'a'.repeat(1000) })).arrayBuffer());
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 4; at++) {
    // Directory entries, which count.
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 999, true);
  }
  return new Blob([bytes]);
}

it('holds no more of a file than its ZIP says, and takes no name that leads out of it', async () => {
  const [file] = (await PhotoExport.open([await lying()])).files;
  await expect(file?.open()).rejects.toMatchObject({ code: 'unreadable-file' });
  const leading = PhotoExport.open([await zipOf({ '../a.jpg': 'x' })]);
  await expect(leading).rejects.toMatchObject({ code: 'unreadable-file' });
});
