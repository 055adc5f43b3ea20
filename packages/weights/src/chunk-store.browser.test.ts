import { registerTransferHandlers } from '@web-clip/calls';
import { type Remote, wrap } from 'comlink';
import { createStore, get, keys, set } from 'idb-keyval';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHUNK_BYTES } from './chunk-store.ts';
import type { FilesService } from './files-worker.fixture.ts';
import type { WeightFile } from './locate.ts';
import type { PartialFile, StoredFile } from './store.ts';
import { deleteModel } from './stored-models.ts';

registerTransferHandlers();

const database = createStore('web-clip-weights', 'files');
/** Two chunks and part of a third. */
const CONTENT = new Uint8Array(2 * CHUNK_BYTES + 1000).map((_, i) => (i * i) % 251);
const [FIRST, REST] = [CONTENT.subarray(0, CHUNK_BYTES), CONTENT.subarray(CHUNK_BYTES)];

/** Instant, where `toEqual` takes a minute. */
const isContent = (bytes: Uint8Array | undefined): boolean =>
  bytes?.length === CONTENT.length && CONTENT.every((byte, i) => bytes[i] === byte);

const workers: Worker[] = [];
let file: WeightFile;
beforeEach(() => {
  const url = new URL(`/large/${crypto.randomUUID()}.onnx`, location.href).href;
  file = { path: 'large.onnx', url, urls: [url], model: 'large', revision: '1', sha256: undefined };
});
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.terminate();
  await deleteModel(file.model);
});

function start(name: string): { files: Remote<FilesService>; end: () => void } {
  const worker = new Worker(new URL('./files-worker.fixture.ts', import.meta.url), { type: 'module', name });
  workers.push(worker);
  return { files: wrap<FilesService>(worker), end: () => worker.terminate() };
}

const folderOf = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('web-clip-weights', { create: true });

/** The names of everything stored for files. Only one test at a time may have any. */
async function namesOf(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await folderOf()).keys()) names.push(name);
  return names;
}

const onlyFile = async (): Promise<FileSystemFileHandle> =>
  (await folderOf()).getFileHandle((await namesOf())[0] as string);

const keysOf = async (): Promise<IDBValidKey[]> =>
  (await keys(database)).filter((key) => [key].flat()[0] === file.url);

/** Flips a byte of the second chunk, as a failing disk would. */
const damage = {
  async file() {
    const writable = await (await onlyFile()).createWritable({ keepExistingData: true });
    await writable.write({ type: 'write', position: CHUNK_BYTES + 7, data: Uint8Array.of(255) });
    await writable.close();
  },
  async database() {
    const { id } = (await get<StoredFile>(file.url, database)) as StoredFile;
    const chunk = new Uint8Array((await get<ArrayBuffer>([file.url, id, 1], database)) as ArrayBuffer);
    chunk[7] = 255;
    await set([file.url, id, 1], chunk.buffer, database);
  },
};

describe.each(['file', 'database'] as const)('a large file in a %s', (place) => {
  const worker = place === 'file' ? 'files' : 'without files';

  it('is read as it was written, and removed without a trace', async () => {
    const { files } = start(worker);
    await files.write(file, CONTENT);
    expect(await files.finish()).toMatchObject({ place, size: CONTENT.length });
    expect(isContent(await files.read(file))).toBe(true);
    expect(await namesOf()).toHaveLength(place === 'file' ? 1 : 0);
    await deleteModel(file.model);
    expect([...(await namesOf()), ...(await keysOf())]).toEqual([]);
  });

  it('resumes after its last whole chunk when the browser has ended', async () => {
    const before = start(worker);
    expect(await before.files.write(file, CONTENT.subarray(0, CHUNK_BYTES + 5000))).toBe(CHUNK_BYTES);
    before.end();
    const { files } = start(worker);
    expect(await files.write(file, REST)).toBe(2 * CHUNK_BYTES);
    await files.finish();
    expect(isContent(await files.read(file))).toBe(true);
  });

  it('is not used if the disk has damaged it', async () => {
    const { files } = start(worker);
    await files.write(file, CONTENT);
    await files.finish();
    await damage[place]();
    expect(await files.read(file)).toBeUndefined();
  });
});

it('a file that the browser has deleted starts over', async () => {
  const before = start('files');
  await before.files.write(file, CONTENT);
  before.end();
  await (await folderOf()).removeEntry((await namesOf())[0] as string);
  const { files } = start('files');
  expect(await files.write(file, CONTENT)).toBe(2 * CHUNK_BYTES);
  await files.finish();
  expect(isContent(await files.read(file))).toBe(true);
});

it('a download that cannot be resumed is removed before anything is stored', async () => {
  const before = start('files');
  await before.files.write(file, CONTENT);
  before.end();
  // As if another version of the hash function had saved its state.
  const partial = await get<PartialFile>([file.url, 'partial'], database);
  await set([file.url, 'partial'], { ...partial, hash: new Uint8Array(3) }, database);
  const { files } = start('files');
  await files.write(file, FIRST.subarray(0, 10));
  expect([...(await namesOf()), ...(await keysOf())]).toEqual([]);
  await files.write(file, FIRST.subarray(10));
  await files.finish();
  expect((await (await onlyFile()).getFile()).size).toBe(CHUNK_BYTES);
});

it('a file may be empty', async () => {
  const { files } = start('files');
  await files.write(file, new Uint8Array());
  await files.finish();
  expect(await files.read(file)).toEqual(new Uint8Array());
});

it('several tabs can read a file at once', async () => {
  const { files } = start('files');
  await files.write(file, CONTENT);
  await files.finish();
  const read = [start('files'), start('files'), start('files')].map((each) => each.files.read(file));
  expect((await Promise.all(read)).map(isContent)).toEqual([true, true, true]);
});

it('a file is an error if none can be opened', async () => {
  const { files } = start('files');
  await files.write(file, CONTENT);
  await files.finish();
  await expect(start('without files').files.read(file)).rejects.toMatchObject({ code: 'storage-failed' });
});
