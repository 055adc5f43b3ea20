import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BlobReader, TextWriter, ZipReader } from '../archive/zip.ts';
import { readSidecar } from './sidecar.ts';
import type { MarkedPhoto, TransferProgress } from './transfer.ts';
import { zipPhotos } from './zip-photos.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'web-clip-zip-'));
  path = join(folder, 'photos.zip');
});
afterEach(() => rmSync(folder, { recursive: true }));

const sink = (): WritableStream<Uint8Array> => Writable.toWeb(createWriteStream(path));

const file = (name: string, text: string): File =>
  new File([text], name, { lastModified: Date.UTC(2024, 4, 5) });

/** Name and text of each file in the ZIP, by another library than the one that wrote it. */
async function contents(): Promise<Record<string, string>> {
  const zip = new ZipReader(new BlobReader(new Blob([readFileSync(path)])), { checkSignature: true });
  const found: Record<string, string> = {};
  for (const entry of await zip.getEntries()) {
    if (!entry.directory) found[entry.filename] = await entry.getData(new TextWriter());
  }
  return found;
}

const isInstalled = spawnSync('unzip', ['-v']).status === 0;
const accepts = (): string => spawnSync('unzip', ['-tq', path], { encoding: 'utf8' }).stdout;

it('writes photos with what belongs to them, under names of their own', async () => {
  const files = new Map([
    [1, [file('a.jpg', 'one')]],
    [2, [file('A.JPG', 'two'), file('A.dng', 'raw'), file('A.JPG.xmp', SIDECAR)]],
    [3, [file('größe 日本.png', 'three')]],
  ]);
  const photos: MarkedPhoto[] = [
    { photo: 1, marks: { keywords: ['Zermatt'] } },
    { photo: 2, marks: { rating: 5 } },
    { photo: 3 },
  ];
  const progress: TransferProgress[] = [];
  const summary = await zipPhotos(photos, async (id) => files.get(id) ?? [], sink(), {
    onProgress: (each) => progress.push(each),
  });
  expect(summary).toEqual({ photos: 3, files: 6, left: [] });
  expect(progress.at(-1)).toMatchObject({ done: 3, total: 3 });
  const { 'a.jpg.xmp': first = '', 'A (2).JPG.xmp': second = '', ...others } = await contents();
  expect(others).toEqual({
    'a.jpg': 'one',
    'A (2).JPG': 'two',
    'A (2).dng': 'raw',
    'größe 日本.png': 'three',
  });
  expect(readSidecar(new TextEncoder().encode(first))).toEqual({ keywords: ['Zermatt'] });
  expect(readSidecar(new TextEncoder().encode(second))).toEqual({ rating: 5, label: 'Blue' });
  if (isInstalled) expect(accepts()).toContain('No errors detected');
});

const SIDECAR = `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<r:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Label="Blue"/></r:RDF>`;

it('leaves out photos that cannot be read, and says so', async () => {
  const summary = await zipPhotos(
    [{ photo: 1 }, { photo: 2 }],
    async (id) => (id === 1 ? [] : [file('b.jpg', 'two')]),
    sink(),
    {},
  );
  expect(summary).toMatchObject({ photos: 1, left: [{ photo: 1, code: 'unreadable-file' }] });
  expect(await contents()).toEqual({ 'b.jpg': 'two' });
});

it('fails with what failed, and aborts the sink', async () => {
  const reasons: unknown[] = [];
  const aborted = (): WritableStream<Uint8Array> =>
    new WritableStream({
      abort: (reason) => {
        reasons.push(reason);
      },
    });
  const changing = file('a.jpg', 'one');
  const gone = (): never => {
    throw new DOMException('', 'NotReadableError');
  };
  const { slice } = changing;
  // It is checked before it is written.
  changing.slice = (...range) => {
    Object.assign(changing, { slice: gone, stream: gone });
    return slice.apply(changing, range);
  };
  const one = async (): Promise<File[]> => [changing];
  await expect(zipPhotos([{ photo: 1 }], one, aborted(), {})).rejects.toMatchObject({
    code: 'unreadable-file',
  });

  const full = new WritableStream<Uint8Array>({
    write() {
      throw new DOMException('', 'QuotaExceededError');
    },
  });
  const good = async (): Promise<File[]> => [file('a.jpg', 'one')];
  await expect(zipPhotos([{ photo: 1 }], good, full, {})).rejects.toMatchObject({ code: 'storage-full' });

  const stopped = AbortSignal.abort('enough');
  await expect(zipPhotos([{ photo: 1 }], good, aborted(), { signal: stopped })).rejects.toBe('enough');
  expect(reasons).toEqual([expect.objectContaining({ code: 'unreadable-file' }), 'enough']);
});
