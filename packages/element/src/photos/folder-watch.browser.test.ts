import type { Folder, Library } from '@web-clip/photos';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FolderWatch } from './folder-watch.ts';

let folder: FileSystemDirectoryHandle;
let watch: FolderWatch;
const changed = vi.fn<(handle: FileSystemDirectoryHandle) => void>();

const libraryOf = (...handles: FileSystemDirectoryHandle[]): Library =>
  ({
    folders: async () =>
      handles.map((handle, id): Folder => ({ id, name: handle.name, kind: 'handle', handle })),
  }) as unknown as Library;

async function write(into: FileSystemDirectoryHandle, name: string): Promise<void> {
  const stream = await (await into.getFileHandle(name, { create: true })).createWritable();
  await stream.write('a photo');
  await stream.close();
}

beforeEach(async () => {
  changed.mockClear();
  const root = await navigator.storage.getDirectory();
  folder = await root.getDirectoryHandle(`watched-${Date.now()}`, { create: true });
  watch = new FolderWatch({ addController: () => undefined } as never, changed);
  watch.hostConnected();
});

afterEach(() => {
  watch.hostDisconnected();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('notices new files once they have all arrived, at any depth', async () => {
  const inner = await folder.getDirectoryHandle('inner', { create: true });
  await watch.open(libraryOf(folder));
  // Once more, as after every addition.
  await watch.open(libraryOf(folder));
  await write(folder, 'a.jpg');
  await write(inner, 'b.jpg');
  await expect.poll(() => changed.mock.calls.length, { timeout: 20_000 }).toBe(1);
  expect(await changed.mock.lastCall?.[0].isSameEntry(folder)).toBe(true);
});

test('a browser that cannot observe looks when the page comes to the front', async () => {
  vi.stubGlobal('FileSystemObserver', undefined);
  vi.useFakeTimers({ toFake: ['Date'] });
  const other = await folder.getDirectoryHandle('other', { create: true });
  await watch.open(libraryOf(folder, other));
  const comeToFront = () => document.dispatchEvent(new Event('visibilitychange'));
  comeToFront();
  expect(changed).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 301_000);
  comeToFront();
  comeToFront();
  expect(changed.mock.calls.map(([{ name }]) => name)).toEqual([folder.name, other.name]);
  watch.close();
  vi.setSystemTime(Date.now() + 601_000);
  comeToFront();
  expect(changed).toHaveBeenCalledTimes(2);
});
