import { CallControls } from '@web-clip/clip/internal';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emptyRecord } from '../store/records.ts';
import type { TransferProgress } from './transfer.ts';
import type { TransferService } from './transfer-service.ts';
import {
  contentsOf,
  FILES,
  type Folders,
  NONE,
  newFolders,
  SIDECAR,
  serviceOf as serviceOfFolders,
  withoutList,
  write,
} from './transfers.fixture.ts';

let folders: Folders;
let source: FileSystemDirectoryHandle;
let target: FileSystemDirectoryHandle;
beforeEach(async () => {
  folders = await newFolders();
  ({ source, target } = folders);
});

afterEach(() => {
  vi.restoreAllMocks();
});

const serviceOf = (
  ...rest: [photos?: Parameters<typeof serviceOfFolders>[1], files?: Map<number, File>]
): TransferService => serviceOfFolders(folders, ...rest);

const IN_TARGET = {
  'a.jpg': 'photo a',
  'b.jpg': 'photo b',
  'b.CR2': 'raw b',
  'b.jpg.xmp': SIDECAR,
  'b.xmp': `${SIDECAR}raw`,
};

it('copies photos with their RAW files and sidecars, and removes them again', async () => {
  await write(source, FILES);
  const service = serviceOf();
  const { id, ...summary } = await service.start('copy', [1, 2], target, NONE);
  expect(summary).toEqual({ photos: 2, files: 5, left: [] });
  expect(await contentsOf(target)).toEqual(IN_TARGET);
  expect(await contentsOf(source)).toEqual(FILES);
  expect(await service.all()).toMatchObject([{ id, kind: 'copy', state: 'done', photos: 2 }]);

  expect(await service.undo(id, NONE)).toMatchObject({ photos: 2, files: 5, left: [] });
  expect(await contentsOf(target)).toEqual({});
  expect(await contentsOf(source)).toEqual(FILES);
});

it('moves them with a list, and moves them back', async () => {
  await write(source, FILES);
  const { id } = await serviceOf().start('move', [1, 2], target, NONE);
  expect(await contentsOf(source)).toEqual({ 'trip/notes.txt': 'not a photo' });
  const moved = await contentsOf(target);
  expect(withoutList(moved)).toEqual(IN_TARGET);
  const [list = ''] = Object.entries(moved).flatMap(([path, text]) =>
    path.endsWith('.jsonl') ? [text] : [],
  );
  const lines = list.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line)).map(({ from, to }) => [from, to])).toEqual([
    ['source/a.jpg', 'a.jpg'],
    ['source/trip/b.jpg', 'b.jpg'],
    ['source/trip/b.CR2', 'b.CR2'],
    ['source/trip/b.jpg.xmp', 'b.jpg.xmp'],
    ['source/trip/b.xmp', 'b.xmp'],
  ]);
  expect(JSON.parse(lines[0] as string)).toMatchObject({
    size: 7,
    sha256: await sha256(new TextEncoder().encode('photo a')),
  });

  // After a reload.
  expect(await serviceOf().undo(id, NONE)).toMatchObject({ photos: 2, left: [] });
  expect(await contentsOf(source)).toEqual(FILES);
  expect(await contentsOf(target)).toEqual({});
});

async function sha256(content: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

it('overwrites nothing, there and back', async () => {
  await write(source, FILES);
  await write(target, { 'a.jpg': 'another a', 'b.xmp': 'another sidecar' });
  const service = serviceOf();
  const { id } = await service.start('move', [1, 2], target, NONE);
  expect(withoutList(await contentsOf(target))).toEqual({
    'a.jpg': 'another a',
    'a (2).jpg': 'photo a',
    'b.xmp': 'another sidecar',
    'b (2).jpg': 'photo b',
    'b (2).CR2': 'raw b',
    'b (2).jpg.xmp': SIDECAR,
    'b (2).xmp': `${SIDECAR}raw`,
  });
  await write(source, { 'a.jpg': 'a new a' });
  expect((await service.undo(id, NONE)).left).toEqual([]);
  expect(await contentsOf(source)).toEqual({ ...FILES, 'a.jpg': 'a new a', 'a (2).jpg': 'photo a' });
  expect(await contentsOf(target)).toEqual({ 'a.jpg': 'another a', 'b.xmp': 'another sidecar' });
});

it('leaves a photo that is there already, and copies one next to itself', async () => {
  await write(source, FILES);
  expect(await serviceOf().start('move', [1], source, NONE)).toMatchObject({ photos: 0, left: [] });
  expect(withoutList(await contentsOf(source))).toEqual(FILES);
  await serviceOf().start('copy', [1], source, NONE);
  expect(withoutList(await contentsOf(source))).toEqual({ ...FILES, 'a (2).jpg': 'photo a' });
});

it('copies a file of any size that was chosen without its folder, and does not move it', async () => {
  const bytes = new Uint8Array(2 ** 23 + 5).fill(7);
  const photo = { ...emptyRecord(3, 11, 'large.png'), size: bytes.length };
  const service = serviceOf([photo], new Map([[3, new File([bytes], 'large.png')]]));
  let last = 0;
  let meanwhile: ReturnType<typeof service.all> | undefined;
  const controls = new CallControls<TransferProgress>(undefined, ({ bytes }) => {
    last = bytes;
    meanwhile ??= service.all();
  });
  await service.start('copy', [3], target, controls);
  const copy = await (await target.getFileHandle('large.png')).getFile();
  // Comparing the arrays themselves would take minutes.
  expect(await sha256(await copy.arrayBuffer())).toBe(await sha256(bytes));
  expect(last).toBe(bytes.length);
  expect([await meanwhile, await service.all()]).toMatchObject([
    [{ isRunning: true }],
    [{ isRunning: false }],
  ]);
  const { photos, left } = await service.start('move', [3], target, NONE);
  expect([photos, left]).toMatchObject([0, [{ photo: 3, code: 'unreadable-file' }]]);
});

it('goes on when a photo is gone, and says so', async () => {
  await write(source, FILES);
  await source.removeEntry('a.jpg');
  const { photos, left } = await serviceOf().start('move', [1, 2], target, NONE);
  expect(photos).toBe(1);
  expect(left).toEqual([
    { photo: 1, path: 'a.jpg', code: 'unreadable-file', message: expect.stringContaining('a.jpg') },
  ]);
});

it('does not undo what was changed since', async () => {
  await write(source, FILES);
  const service = serviceOf();
  const { id } = await service.start('move', [1, 2], target, NONE);
  await write(target, { 'b.jpg.xmp': 'changed by another program' });
  const { photos, left } = await service.undo(id, NONE);
  expect([photos, left]).toMatchObject([1, [{ photo: 2, message: expect.stringContaining('target') }]]);
  expect(await contentsOf(target)).toEqual({ 'b.jpg.xmp': 'changed by another program' });
  const { 'trip/b.jpg.xmp': _, ...others } = FILES;
  expect(await contentsOf(source)).toEqual(others);
});

it('removes no original if its copy differs', async () => {
  await write(source, FILES);
  const { close } = FileSystemWritableFileStream.prototype;
  vi.spyOn(FileSystemWritableFileStream.prototype, 'close').mockImplementation(async function (
    this: FileSystemWritableFileStream,
  ) {
    await this.write({ type: 'write', position: 0, data: 'P' });
    return close.call(this);
  });
  const service = serviceOf();
  await expect(service.start('move', [1, 2], target, NONE)).rejects.toMatchObject({ code: 'storage-failed' });
  vi.restoreAllMocks();
  expect(await contentsOf(source)).toEqual(FILES);
  expect(await contentsOf(target)).toEqual({});
  const [{ id = 0, state } = {}] = await service.all();
  expect(state).toBe('unfinished');
  expect(await service.resume(id, NONE)).toMatchObject({ photos: 2, left: [] });
});

it('needs access to what it writes to', async () => {
  await write(source, FILES);
  vi.spyOn(FileSystemHandle.prototype, 'queryPermission').mockResolvedValue('prompt');
  await expect(serviceOf().start('move', [1], target, NONE)).rejects.toMatchObject({
    code: 'unreadable-file',
    message: expect.stringContaining('requestPermission'),
  });
  expect(await serviceOf().all()).toEqual([]);
});

it('stops when asked to, between two parts of a file, and goes on later', async () => {
  await write(source, { ...FILES, 'a.jpg': 'a'.repeat(2 ** 23 + 1) });
  const controller = new AbortController();
  const service = serviceOf();
  const controls = new CallControls<TransferProgress>(controller.signal, ({ bytes }) => {
    if (bytes > 0) controller.abort('enough');
  });
  await expect(service.start('move', [1, 2], target, controls)).rejects.toBe('enough');
  expect(await contentsOf(target)).toEqual({});
  const [{ id = 0, state } = {}] = await service.all();
  expect(state).toBe('unfinished');
  expect(await service.resume(id, NONE)).toMatchObject({ photos: 2, left: [] });
  expect(await contentsOf(source)).toEqual({ 'trip/notes.txt': 'not a photo' });
});

it('knows no photo or transfer of another library', async () => {
  const unknown = { code: 'invalid-argument' };
  await expect(serviceOf().start('copy', [99], target, NONE)).rejects.toMatchObject(unknown);
  await expect(serviceOf().undo(1e9, NONE)).rejects.toMatchObject(unknown);
});
