import type { Folder, Library, Photo } from '@web-clip/photos';
import { expect, test, vi } from 'vitest';
import type { FolderOffers } from './folder-offers.ts';
import type { Indexing } from './indexing.ts';
import { Sources } from './sources.ts';

const handle = (state: PermissionState) =>
  ({ name: 'Holiday', queryPermission: async () => state }) as unknown as FileSystemDirectoryHandle;

const photo = (id: number, folder: number, path: string) => ({ id, folder, path }) as Photo;

function stub(folders: readonly Folder[], photos: readonly Photo[], files: readonly number[] = []) {
  const library = {
    folders: async () => folders,
    photos: async () => photos,
    failures: async () => [],
    file: async (id: number) => (files.includes(id) ? ({ name: `${id}` } as File) : undefined),
  } as unknown as Library;
  const indexing = { add: vi.fn(async () => undefined) };
  const offers = { withdraw: vi.fn(), accept: vi.fn(async () => undefined), offer: vi.fn() };
  const openInput = vi.fn();
  const sources = new Sources(openInput, indexing as unknown as Indexing, offers as unknown as FolderOffers);
  return { library, indexing, offers, openInput, sources };
}

const inputFiles = [{ webkitRelativePath: 'Camera/1.jpg' }] as unknown as FileList;

test('folders that may be read are, and the others are missing', async () => {
  const folders: Folder[] = [
    { id: 1, name: 'Holiday', kind: 'handle', handle: handle('granted') },
    { id: 2, name: 'Secret', kind: 'handle', handle: handle('prompt') },
    { id: 3, name: 'Camera', kind: 'files' },
    { id: 4, name: 'Old', kind: 'files' },
    { id: 5, name: 'Empty', kind: 'files' },
  ];
  const { library, sources } = stub(
    folders,
    [1, 2, 3, 4].map((id) => photo(id, id, 'a.jpg')),
  );
  await sources.addFiles(library, inputFiles);
  const { additions, missing } = await sources.collect(library, undefined);
  expect(additions.map(({ name }) => name)).toEqual(['“Holiday”', '“Camera”']);
  expect(missing.map(({ name }) => name)).toEqual(['Secret', 'Old']);
});

test('of single files those of this visit are read, and the sample album', async () => {
  const loose: Folder = { id: 1, name: '', kind: 'loose' };
  const photos = [photo(1, 1, 'a.jpg'), photo(2, 1, 'Sample album/b.webp')];
  const there = stub([loose], photos, [1]);
  const found = await there.sources.collect(there.library, 'samples/');
  expect(found.additions.map(({ name }) => name)).toEqual(['the single files', 'the sample album']);
  expect(found.missing).toEqual([]);
  const gone = stub([loose], photos);
  expect(await gone.sources.collect(gone.library, undefined)).toEqual({ additions: [], missing: [loose] });
});

test('what has to be chosen again opens the input, at once', async () => {
  const folder: Folder = { id: 1, name: 'Camera', kind: 'files' };
  const { library, sources, openInput, indexing } = stub([folder], [photo(1, 1, 'a.jpg')]);
  await sources.addAllAgain(library, undefined);
  expect(openInput).toHaveBeenCalledTimes(1);
  expect(indexing.add).not.toHaveBeenCalled();
  await sources.addFiles(library, inputFiles);
  await sources.addAllAgain(library, undefined);
  expect(openInput).toHaveBeenCalledTimes(1);
  expect(indexing.add).toHaveBeenCalledTimes(2);
});

test('one click opens one picker, and offers the other folders', async () => {
  const folders: Folder[] = ['A', 'B'].map((name, id) => ({ id, name, kind: 'handle' }));
  const files: Folder = { id: 2, name: 'C', kind: 'files' };
  const photos = [0, 1, 2].map((id) => photo(id, id, 'a.jpg'));
  const showDirectoryPicker = vi.fn(async () => Promise.reject(new DOMException('', 'AbortError')));
  vi.stubGlobal('window', { showDirectoryPicker });
  const loaded = stub([...folders, files], photos);
  await loaded.sources.addAllAgain(loaded.library, undefined);
  expect(showDirectoryPicker).toHaveBeenCalledTimes(1);
  expect(loaded.openInput).not.toHaveBeenCalled();
  expect(loaded.offers.offer).toHaveBeenCalledWith([...folders, files]);

  const remembered: Folder = { id: 2, name: 'D', kind: 'handle', handle: handle('prompt') };
  const both = stub([...folders, remembered], photos);
  await both.sources.addAllAgain(both.library, undefined);
  expect(both.offers.accept).toHaveBeenCalledExactlyOnceWith(remembered);
  expect(showDirectoryPicker).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});
