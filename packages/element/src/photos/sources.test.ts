import type { Folder, Library, Photo } from '@web-clip/photos';
import { expect, test, vi } from 'vitest';
import { english } from '../i18n/strings.ts';
import type { FolderOffers } from './folder-offers.ts';
import type { Addition, Indexing } from './indexing.ts';
import { Sources } from './sources.ts';

const handle = (state: PermissionState) =>
  ({ name: 'Holiday', queryPermission: async () => state }) as unknown as FileSystemDirectoryHandle;

const photo = (id: number, folder: number, path: string) => ({ id, folder, path }) as Photo;

function stub(folders: readonly Folder[], photos: readonly Photo[], files: readonly number[] = []) {
  const library = {
    folders: async () => folders,
    photos: async () => photos,
    failures: async () => [],
    removeFolder: vi.fn(async () => undefined),
    file: async (id: number) => (files.includes(id) ? ({ name: `${id}` } as File) : undefined),
  } as unknown as Library;
  const indexing = { add: vi.fn(async (..._: unknown[]): Promise<unknown> => undefined) };
  const offers = { withdraw: vi.fn(), accept: vi.fn(async () => undefined), offer: vi.fn() };
  const openFolders = vi.fn();
  const openPhotos = vi.fn();
  const inputs = { openFolders, openPhotos };
  const sources = new Sources(inputs, indexing as unknown as Indexing, offers as unknown as FolderOffers);
  return { library, indexing, offers, openFolders, openPhotos, sources };
}

const inputFiles = [{ webkitRelativePath: 'Camera/1.jpg' }] as unknown as FileList;

test('readable folders are read, and the others are missing', async () => {
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
  expect(additions.map(({ empty }) => empty(english))).toEqual([
    expect.stringContaining('“Holiday”'),
    expect.stringContaining('“Camera”'),
  ]);
  expect(missing.map(({ name }) => name)).toEqual(['Secret', 'Old']);
});

test('single files of this visit and the sample album are read', async () => {
  const singleFiles: Folder = { id: 1, name: '', kind: 'single-files' };
  const photos = [photo(1, 1, 'a.jpg'), photo(2, 1, 'Sample album/b.webp')];
  const there = stub([singleFiles], photos, [1]);
  const found = await there.sources.collect(there.library, 'samples/');
  expect(found.additions.map(({ sample }) => sample)).toEqual([undefined, true]);
  expect(found.missing).toEqual([]);
  const gone = stub([singleFiles], photos);
  expect(await gone.sources.collect(gone.library, undefined)).toEqual({
    additions: [],
    missing: [singleFiles],
  });
});

test('choosing a folder again opens the input synchronously', async () => {
  const folder: Folder = { id: 1, name: 'Camera', kind: 'files' };
  const { library, sources, openFolders, indexing } = stub([folder], [photo(1, 1, 'a.jpg')]);
  await sources.addAllAgain(library, undefined);
  expect(openFolders).toHaveBeenCalledTimes(1);
  expect(indexing.add).not.toHaveBeenCalled();
  await sources.addFiles(library, inputFiles);
  await sources.addAllAgain(library, undefined);
  expect(openFolders).toHaveBeenCalledTimes(1);
  expect(indexing.add).toHaveBeenCalledTimes(2);
});

test('single files of an earlier visit open the photo input, even beside readable folders', async () => {
  const singleFiles: Folder = { id: 1, name: '', kind: 'single-files' };
  const photos = [photo(1, 1, 'a.jpg'), photo(2, 1, 'Sample album/b.webp')];
  const { library, sources, openFolders, openPhotos, indexing } = stub([singleFiles], photos);
  await sources.addAllAgain(library, 'samples/');
  expect(openPhotos).toHaveBeenCalledTimes(1);
  expect(openFolders).not.toHaveBeenCalled();
  expect(indexing.add).toHaveBeenCalledTimes(1);
});

test('one click opens one picker, and the other folders are offered', async () => {
  const folders: Folder[] = ['A', 'B'].map((name, id) => ({ id, name, kind: 'handle' }));
  const files: Folder = { id: 2, name: 'C', kind: 'files' };
  const photos = [0, 1, 2].map((id) => photo(id, id, 'a.jpg'));
  const showDirectoryPicker = vi.fn(async () => Promise.reject(new DOMException('', 'AbortError')));
  vi.stubGlobal('window', { showDirectoryPicker });
  const loaded = stub([...folders, files], photos);
  await loaded.sources.addAllAgain(loaded.library, undefined);
  expect(showDirectoryPicker).toHaveBeenCalledTimes(1);
  expect(loaded.openFolders).not.toHaveBeenCalled();
  expect(loaded.offers.offer).toHaveBeenCalledWith([...folders, files]);

  const remembered: Folder = { id: 2, name: 'D', kind: 'handle', handle: handle('prompt') };
  const both = stub([...folders, remembered], photos);
  await both.sources.addAllAgain(both.library, undefined);
  expect(both.offers.accept).toHaveBeenCalledExactlyOnceWith(remembered);
  expect(showDirectoryPicker).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});

test('a folder chosen again counts as the same, unless another folder is chosen', async () => {
  const folder: Folder = { id: 7, name: 'Camera', kind: 'files' };
  const { library, sources, indexing } = stub([folder], [photo(1, 7, 'a.jpg')]);
  const said = () => (indexing.add.mock.lastCall?.[1] as Addition | undefined)?.said;
  await sources.addAgain(library, folder);
  await sources.addFiles(library, inputFiles);
  expect(said()).toEqual({ folder: 7 });
  await sources.addAgain(library, { ...folder, name: 'Été'.normalize('NFC') });
  await sources.addFiles(library, [
    { webkitRelativePath: `${'Été'.normalize('NFD')}/1.jpg` },
  ] as unknown as FileList);
  expect(said()).toEqual({ folder: 7 });
  await sources.addAgain(library, { ...folder, name: 'Old' });
  await sources.addFiles(library, inputFiles);
  expect(said()).toBeUndefined();
  // The user changes their mind, and adds a folder.
  await sources.addAgain(library, folder);
  vi.stubGlobal('window', {});
  await sources.chooseFolder(library);
  vi.unstubAllGlobals();
  await sources.addFiles(library, inputFiles);
  expect(said()).toBeUndefined();
});

test('a folder from another browser’s library opens the input if there is no picker', async () => {
  const folder: Folder = { id: 7, name: 'Camera', kind: 'handle' };
  const { library, sources, indexing, openFolders } = stub([folder], [photo(1, 7, 'a.jpg')]);
  vi.stubGlobal('window', {});
  await sources.addAllAgain(library, undefined);
  expect(openFolders).toHaveBeenCalledTimes(1);
  await sources.addAgain(library, folder, true);
  vi.unstubAllGlobals();
  expect(openFolders).toHaveBeenCalledTimes(2);
  await sources.addFiles(library, inputFiles);
  expect(indexing.add.mock.lastCall?.[1]).toMatchObject({
    source: inputFiles,
    said: { folder: 7, systemFolders: true },
  });
});

test('switching system folders reuses the files of this visit, or opens the input', async () => {
  const folder: Folder = { id: 7, name: 'Camera', kind: 'files' };
  const { library, sources, indexing, openFolders } = stub([folder], [photo(1, 7, 'a.jpg')]);
  const said = { folder: 7, systemFolders: true };
  await sources.addAgain(library, folder, true);
  expect(openFolders).toHaveBeenCalledTimes(1);
  indexing.add.mockResolvedValueOnce({ folders: [7] });
  await sources.addFiles(library, inputFiles);
  expect(indexing.add.mock.lastCall?.[1]).toMatchObject({ source: inputFiles, said });
  await sources.addAgain(library, folder, false);
  expect(openFolders).toHaveBeenCalledTimes(1);
  expect(indexing.add.mock.lastCall?.[1]).toMatchObject({ said: { ...said, systemFolders: false } });
});

test('two folders with the same name are read again from their own files', async () => {
  const folders: Folder[] = [1, 2].map((id) => ({ id, name: 'Camera', kind: 'files' }));
  const { library, sources, indexing } = stub(
    folders,
    [1, 2].map((id) => photo(id, id, 'a.jpg')),
  );
  const lists = folders.map(() => [{ webkitRelativePath: 'Camera/1.jpg' }] as unknown as FileList);
  for (const [i, files] of lists.entries()) {
    indexing.add.mockResolvedValueOnce({ folders: [i + 1] });
    await sources.addFiles(library, files);
  }
  const { additions } = await sources.collect(library, undefined);
  expect(additions.map(({ source }) => source)).toEqual(lists);
});

test('a separately added folder joins the known one if the user says so', async () => {
  const { library, sources, indexing } = stub([], []);
  const addition: Addition = { source: inputFiles, empty: () => '' };
  await sources.unite(library, { addition, lookalike: { folder: 2, known: 1, missing: 3 }, name: 'Camera' });
  expect(library.removeFolder).toHaveBeenCalledExactlyOnceWith(2);
  expect(indexing.add).toHaveBeenCalledExactlyOnceWith(library, { ...addition, said: { folder: 1 } });
});
