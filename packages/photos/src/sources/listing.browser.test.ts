import { beforeEach, describe, expect, it } from 'vitest';
import { type ListingOptions, listPhotos, pathAndFolders } from './listing.ts';
import { type Batch, type PhotoFile, photoFile } from './source.ts';

/** Real folders: the origin private file system gives the same handles as a folder on disk. */
let folder: FileSystemDirectoryHandle;
let count = 0;

beforeEach(async () => {
  const root = await navigator.storage.getDirectory();
  folder = await root.getDirectoryHandle(`listing-${count++}-${Date.now()}`, { create: true });
});

const OPTIONS: ListingOptions = {
  systemFolders: false,
  isKnown: () => false,
  signal: undefined,
  onFound: () => undefined,
};

const list = (options: Partial<ListingOptions> = {}) =>
  listPhotos({ kind: 'handle', name: folder.name, handle: folder }, { ...OPTIONS, ...options });

/** Writes files into the folder, and creates the folders in their paths. */
async function write(files: Readonly<Record<string, BlobPart>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    let inner = folder;
    const names = path.split('/');
    for (const name of names.slice(0, -1)) inner = await inner.getDirectoryHandle(name, { create: true });
    const file = await inner.getFileHandle(names.at(-1) as string, { create: true });
    const stream = await file.createWritable();
    await stream.write(content as FileSystemWriteChunkType);
    await stream.close();
  }
}

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

/** The same files, as a folder input returns them. */
const given = (files: Readonly<Record<string, BlobPart>>): Batch => ({
  kind: 'files',
  name: folder.name,
  files: Object.entries(files).map(([path, content]) => photoFile(path, new File([content], 'file'))),
});

describe('listPhotos', () => {
  it('follows folders to any depth', async () => {
    const depth = 200;
    let inner = folder;
    for (let level = 1; level <= depth; level++) {
      inner = await inner.getDirectoryHandle('d', { create: true });
      if (level % 50 === 0) await inner.getFileHandle('photo.jpg', { create: true });
    }
    const { files, unreadable } = await list();
    expect(files.map(({ path }) => path.split('/').length - 1).sort((a, b) => a - b)).toEqual([
      50, 100, 150, 200,
    ]);
    expect(unreadable).toEqual([]);
  });

  it('lists every photo of a large folder once', async () => {
    const names = Array.from({ length: 500 }, (_, i) => `${i}.jpg`);
    for (const name of names) await folder.getFileHandle(name, { create: true });
    const { files } = await list();
    expect(files.map(({ path }) => path).sort()).toEqual(names.sort());
  });

  it.each(['a handle', 'files'])(
    'recognises images and videos by their bytes if names do not tell, and counts the rest, from %s',
    async (way) => {
      const files = {
        'named.jpg': 'told when it is indexed',
        'x_SONY.HIF': '',
        'no ending': JPEG,
        'IMG_1.jpg_original': JPEG,
        'a note': 'no image',
        empty: '',
        film: new Uint8Array([0, 0, 0, 16, ...new TextEncoder().encode('ftypisom\0\0\0\0')]),
        'old film': 'RIFF\0\0\0\0AVI LIST',
        drawing: '8BPS',
        'film.mp4': JPEG,
        'film.MOV': '',
        'film.avi': JPEG,
        'film.WMV': '',
        'layers.psd': '',
        'IMG_1.aae': '',
        '.DS_Store': '',
        '._named.jpg': JPEG,
        'Thumbs.db': '',
      };
      await write(files);
      const { leftOut, unreadable, ...listing } =
        way === 'files' ? await listPhotos(given(files), OPTIONS) : await list();
      expect(listing.files.map(({ path }) => path).sort()).toEqual([
        'IMG_1.jpg_original',
        'film',
        'film.MOV',
        'film.mp4',
        'named.jpg',
        'no ending',
        'x_SONY.HIF',
      ]);
      expect(unreadable).toEqual([]);
      expect(leftOut).toEqual({
        files: { video: 3, psd: 2, document: 1, sidecar: 1, hidden: 3, other: 1 },
        systemFolders: 0,
      });
    },
  );

  it.each(['a handle', 'files'])('reads system folders only on request, from %s', async (way) => {
    const files = {
      'a.jpg': JPEG,
      '@eaDir/a.jpg/SYNOPHOTO_THUMB_XL.jpg': JPEG,
      '@eaDir/b.jpg/SYNOPHOTO_THUMB_XL.jpg': JPEG,
      'deep/#recycle/a.jpg': JPEG,
      'A.photoslibrary/originals/0/b.jpg': JPEG,
      'A.photoslibrary/resources/derivatives/b.jpg': JPEG,
      'A.photoslibrary/resources/film.avi': '',
    };
    await write(files);
    const lister = (options: Partial<ListingOptions>) =>
      way === 'files' ? listPhotos(given(files), { ...OPTIONS, ...options }) : list(options);
    const without = await lister({});
    expect(without.files.map(({ path }) => path).sort()).toEqual([
      'A.photoslibrary/originals/0/b.jpg',
      'a.jpg',
    ]);
    expect(without.leftOut).toEqual({ files: {}, systemFolders: 3 });
    const withThem = await lister({ systemFolders: true });
    expect(withThem.files).toHaveLength(6);
    expect(withThem.leftOut).toEqual({ files: { video: 1 }, systemFolders: 0 });
  });

  it('does not read known files again', async () => {
    const known = new File(['no image'], 'file', { lastModified: 1 });
    const batch: Batch = { kind: 'files', name: 'album', files: [photoFile('no ending', known)] };
    expect((await listPhotos(batch, OPTIONS)).files).toEqual([]);
    const asked: PhotoFile[] = [];
    const isKnown = (file: PhotoFile) => asked.push(file) > 0;
    const { files } = await listPhotos(batch, { ...OPTIONS, isKnown });
    expect(files).toEqual([{ path: 'no ending', size: 8, modified: 1, file: known }]);
    expect(asked).toEqual(files);
  });

  it('recognises a thousand files without an extension by their bytes', async () => {
    const batch: Batch = {
      kind: 'files',
      name: 'album',
      files: Array.from({ length: 1000 }, (_, i) =>
        photoFile(`${i}`, new File([i % 2 === 0 ? JPEG : 'a text'], 'file')),
      ),
    };
    const counts: number[] = [];
    const { files, leftOut } = await listPhotos(batch, {
      ...OPTIONS,
      onFound: (count) => counts.push(count),
    });
    expect(files.map(({ path }) => Number(path)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 500 }, (_, i) => 2 * i),
    );
    expect(leftOut).toEqual({ files: { document: 500 }, systemFolders: 0 });
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBe(500);
  });

  it('lists a system folder if it is the chosen one', async () => {
    folder = await folder.getDirectoryHandle('node_modules', { create: true });
    await write({ 'pkg/logo.png': '', 'pkg/node_modules/other/logo.png': '' });
    const { files, leftOut } = await list();
    expect(files.map(({ path }) => path)).toEqual(['pkg/logo.png']);
    expect(leftOut.systemFolders).toBe(1);
  });

  it('reports that the folder itself is missing', async () => {
    await (await navigator.storage.getDirectory()).removeEntry(folder.name, { recursive: true });
    await expect(list()).rejects.toMatchObject({
      code: 'unreadable-file',
      message: expect.stringContaining(`“${folder.name}” was moved`),
    });
  });

  it('reports that the folder vanishes while being read, and does not treat its photos as deleted', async () => {
    const album = await folder.getDirectoryHandle('album', { create: true });
    const inner = await album.getDirectoryHandle('inner', { create: true });
    await inner.getFileHandle('photo.jpg', { create: true });
    const pulledOut = {
      name: album.name,
      async *entries() {
        yield* album.entries();
        await folder.removeEntry(album.name, { recursive: true });
      },
    } as unknown as FileSystemDirectoryHandle;
    const listing = listPhotos({ kind: 'handle', name: album.name, handle: pulledOut }, OPTIONS);
    await expect(listing).rejects.toMatchObject({ code: 'unreadable-file' });
  });

  it('can be cancelled among folders without photos', async () => {
    await folder.getDirectoryHandle('empty', { create: true });
    await expect(list({ signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
  });
});

describe('pathAndFolders', () => {
  it('names all folders that contain a path', () => {
    expect(pathAndFolders('a/b/c.jpg')).toEqual(['a/b/c.jpg', 'a/b', 'a']);
    expect(pathAndFolders('c.jpg')).toEqual(['c.jpg']);
  });
});
