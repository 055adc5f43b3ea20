import { beforeEach, expect, it } from 'vitest';
import { createAt, handleAt } from './folder-files.ts';
import { readSidecar } from './sidecar.ts';
import { changeSidecars, type PhotoSidecar } from './sidecar-files.ts';
import { FOREIGN } from './sidecars.fixture.ts';

let folder: FileSystemDirectoryHandle;
beforeEach(async () => {
  const root = await navigator.storage.getDirectory();
  folder = await root.getDirectoryHandle(`sidecars-${Date.now()}`, { create: true });
});

async function write(path: string, text: string): Promise<void> {
  const writable = await (await createAt(folder, path)).createWritable();
  await writable.write(text);
  await writable.close();
}

const textAt = async (path: string): Promise<string | undefined> =>
  (await (await handleAt(folder, path))?.getFile())?.text();

const change = (path: string, marks: PhotoSidecar['marks']) =>
  changeSidecars([{ photo: 1, path, folder, marks }], undefined, () => undefined);

it('writes beside the photo, and removes all of it again', async () => {
  expect(await change('trip/a.jpg', { rating: 3 })).toEqual({ changed: 1, left: [] });
  expect(readSidecar(new TextEncoder().encode(await textAt('trip/a.jpg.xmp')))).toEqual({ rating: 3 });
  expect(await change('trip/a.jpg', { rating: 3 })).toEqual({ changed: 0, left: [] });
  expect(await change('trip/a.jpg', undefined)).toEqual({ changed: 1, left: [] });
  expect(await textAt('trip/a.jpg.xmp')).toBeUndefined();
  expect(await change('trip/a.jpg', undefined)).toEqual({ changed: 0, left: [] });
});

it.each([
  ['a.CR2', 'a.xmp', FOREIGN.lightroom],
  ['a.CR2', 'a.CR2.xmp', FOREIGN.darktable],
])('merges with the sidecar that %s has: %s', async (path, sidecar, foreign) => {
  await write(sidecar, foreign);
  await change(path, { keywords: ['Rome'] });
  expect(readSidecar(new TextEncoder().encode(await textAt(sidecar))).keywords).toContain('Rome');
  await change(path, undefined);
  expect(await textAt(sidecar)).toBe(foreign);
});

it('leaves a damaged sidecar as it is, and says so', async () => {
  await write('a.jpg.xmp', '<x');
  const { changed, left } = await change('a.jpg', { rating: 3 });
  expect([changed, left]).toMatchObject([0, [{ photo: 1, path: 'a.jpg', code: 'unreadable-file' }]]);
  expect(await textAt('a.jpg.xmp')).toBe('<x');
});
