import { beforeEach, describe, expect, it } from 'vitest';
import { listPhotos, pathAndFolders } from './listing.ts';

/** Real folders: the origin private file system hands out the same handles as a folder on disk. */
let folder: FileSystemDirectoryHandle;
let count = 0;

beforeEach(async () => {
  const root = await navigator.storage.getDirectory();
  folder = await root.getDirectoryHandle(`listing-${count++}-${Date.now()}`, { create: true });
});

const list = () =>
  listPhotos({ kind: 'handle', name: folder.name, handle: folder }, undefined, () => undefined);

describe('listPhotos', () => {
  it('goes down as far as folders go', async () => {
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

  it('says so when the folder itself is gone', async () => {
    await (await navigator.storage.getDirectory()).removeEntry(folder.name, { recursive: true });
    await expect(list()).rejects.toMatchObject({
      code: 'unreadable-file',
      message: expect.stringContaining(`“${folder.name}” could not be read`),
    });
  });

  it('says so when the folder goes while it is read, and does not take its photos for deleted', async () => {
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
    const listing = listPhotos(
      { kind: 'handle', name: album.name, handle: pulledOut },
      undefined,
      () => undefined,
    );
    await expect(listing).rejects.toMatchObject({ code: 'unreadable-file' });
  });

  it('can be cancelled among folders without photos', async () => {
    await folder.getDirectoryHandle('empty', { create: true });
    const signal = AbortSignal.abort();
    const listing = listPhotos(
      { kind: 'handle', name: folder.name, handle: folder },
      signal,
      () => undefined,
    );
    await expect(listing).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('pathAndFolders', () => {
  it('names all folders that a path lies in', () => {
    expect(pathAndFolders('a/b/c.jpg')).toEqual(['a/b/c.jpg', 'a/b', 'a']);
    expect(pathAndFolders('c.jpg')).toEqual(['c.jpg']);
  });
});
