import { createStore, del, keys, set } from 'idb-keyval';
import { beforeEach, describe, expect, it } from 'vitest';
import { whileLocked } from './file-lock.ts';
import { FileWriter } from './file-writer.ts';
import type { WeightFile } from './locate.ts';
import { type StoredFile, storedFile, updateStoredFile } from './store.ts';
import { deleteModel, forgetOtherRevisions, keepRevision, storedModels } from './stored-models.ts';
import { ensureFile, fileBytes, fileJson } from './weights.ts';

const store = createStore('web-clip-weights', 'files');
/** Of public/models/pocket/tokenizer.json. */
const TOKENIZER_SHA256 = '5b97ad9f4b98cbcb3d72fa44fadc96782e81dd3dc2084421c4bb644c913aa85b';
/** Each test has its own URL. The server ignores the query. */
function fileOf(path: string, sha256?: string): WeightFile {
  const url = new URL(`/models/pocket/${path}?test=${count}-${Date.now()}`, location.href).href;
  return { path, url, urls: [url], model: 'test', revision: '1', sha256 };
}

let count = 0;
let config: WeightFile;
beforeEach(() => {
  count++;
  config = fileOf('config.json');
});

describe('a stored file', () => {
  it('is downloaded again if the browser has deleted a part of it', async () => {
    const bytes = await fileBytes(config);
    const chunks = (await keys(store)).filter((key) => Array.isArray(key) && key[0] === config.url);
    expect(chunks).toHaveLength(1);
    await del(chunks[0] as IDBValidKey, store);
    expect(await fileBytes(config)).toEqual(bytes);
    expect((await keys(store)).filter((key) => Array.isArray(key) && key[0] === config.url)).toHaveLength(1);
  });

  it('is deleted and requested again if it has the wrong contents', async () => {
    const card = fileOf('MODEL_CARD.md');
    for (let time = 0; time < 2; time++) {
      await expect(fileJson(card)).rejects.toMatchObject({ code: 'invalid-model' });
      expect(await storedFile(card)).toBeUndefined();
    }
  });

  it('is downloaded once for all concurrent callers', async () => {
    let reports = 0;
    const onProgress = () => reports++;
    await Promise.all([ensureFile(config, { onProgress }), ensureFile(config), fileJson(config)]);
    const first = await storedFile(config);
    expect(reports).toBeGreaterThan(0);
    await ensureFile(config);
    expect((await storedFile(config))?.id).toBe(first?.id);
  });
});

describe('a file that is written', () => {
  const origin = { from: location.origin, validator: undefined, total: 2000 };

  it('is not deleted meanwhile', async () => {
    const writer = await FileWriter.resume(config);
    await writer.write(new Uint8Array(1000), origin);
    const sha256 = await writer.digest();
    await whileLocked(config.url, new AbortController().signal, () => deleteModel(config.model));
    await writer.finish(sha256);
    expect(await fileBytes(config)).toEqual(new Uint8Array(1000));
  });

  it('is not complete without its first chunks, and nothing of it remains', async () => {
    const writer = await FileWriter.resume(config);
    await writer.write(new Uint8Array(1000), origin);
    const sha256 = await writer.digest();
    // As if the browser had freed space.
    const chunks = (await keys(store)).filter((key) => Array.isArray(key) && key[0] === config.url);
    await del(chunks.find((key) => (key as unknown[])[1] !== 'partial') as IDBValidKey, store);
    await expect(writer.finish(sha256)).rejects.toMatchObject({ code: 'storage-failed' });
    expect((await keys(store)).filter((key) => [key].flat()[0] === config.url)).toEqual([]);
  });

  it('stays deleted', async () => {
    await ensureFile(config);
    await deleteModel(config.model);
    await updateStoredFile(config.url, { usedAt: 1 });
    expect((await keys(store)).filter((key) => [key].flat()[0] === config.url)).toEqual([]);
  });
});

describe('the bytes of a file', () => {
  const WRONG = '0'.repeat(64);

  it('are downloaded again if the disk has damaged them', async () => {
    const bytes = await fileBytes(config);
    const [key] = (await keys(store)).filter((key) => Array.isArray(key) && key[0] === config.url);
    const damaged = bytes.slice();
    damaged[7] = (damaged[7] as number) ^ 1;
    await set(key as IDBValidKey, damaged.buffer, store);
    expect(await fileBytes(config)).toEqual(bytes);
  });

  it('are rejected if they do not match the model’s spec, and nothing of them remains', async () => {
    const wrong = fileOf('config.json', WRONG);
    await expect(fileBytes(wrong)).rejects.toMatchObject({ code: 'invalid-model' });
    expect((await keys(store)).filter((key) => [key].flat()[0] === wrong.url)).toEqual([]);
  });

  it('are not used if a hash that the spec states later does not match them', async () => {
    await ensureFile(config);
    expect(await storedFile({ ...config, sha256: WRONG })).toBeUndefined();
    await expect(fileBytes({ ...config, sha256: WRONG })).rejects.toMatchObject({ code: 'invalid-model' });
  });

  it('must stay the same as when first downloaded', async () => {
    await ensureFile(config);
    const stored = (await storedFile(config)) as StoredFile;
    await updateStoredFile(config.url, { ...stored, sha256: WRONG, checksums: [] });
    await expect(fileBytes(config)).rejects.toMatchObject({ code: 'invalid-model' });
  });

  it('continue where the last visit stopped', async () => {
    const file = fileOf('tokenizer.json', TOKENIZER_SHA256);
    const content = new Uint8Array(await (await fetch(file.url)).arrayBuffer());
    const response = await fetch(file.url, { method: 'HEAD' });
    const writer = await FileWriter.resume(file);
    const validator = response.headers.get('last-modified') ?? undefined;
    await writer.write(content.subarray(0, 1000), {
      from: location.origin,
      validator,
      total: content.length,
    });
    // Commits the remaining bytes, as at the end of a chunk.
    await writer.digest();
    await ensureFile(file);
    expect(await fileBytes(file)).toEqual(content);
    expect((await storedFile(file))?.checksums).toHaveLength(2);
  });
});

it('an interrupted download counts as stored, and is deleted with its model', async () => {
  const file = { ...fileOf('tokenizer.json'), model: 'broken off' };
  const writer = await FileWriter.resume(file);
  await writer.write(new Uint8Array(1000), { from: location.origin, validator: undefined, total: 2000 });
  await writer.digest();
  expect((await storedModels()).find(({ id }) => id === file.model)).toMatchObject({ bytes: 1000 });
  await deleteModel(file.model);
  expect((await keys(store)).filter((key) => [key].flat()[0] === file.url)).toEqual([]);
});

it('other revisions of a model are deleted once the new one is complete', async () => {
  const old = fileOf('config.json');
  const current = { ...fileOf('preprocessor_config.json'), revision: '2' };
  await Promise.all([ensureFile(old), ensureFile(current)]);
  expect((await storedModels()).find(({ id }) => id === 'test')?.bytes).toBeGreaterThan(0);
  await forgetOtherRevisions({ id: 'test', source: { kind: 'bundled', folder: '', revision: '2' } });
  expect(await storedFile(old)).toBeUndefined();
  expect(await storedFile(current)).toBeDefined();
  await deleteModel('test');
  expect((await storedModels()).some(({ id }) => id === 'test')).toBe(false);
});

it('another revision stays while it is in use', async () => {
  const old = { ...config, model: 'in use' };
  await ensureFile(old);
  const source = { kind: 'bundled', folder: '' } as const;
  await keepRevision({ id: old.model, source: { ...source, revision: old.revision } });
  await forgetOtherRevisions({ id: old.model, source: { ...source, revision: '2' } });
  expect(await storedFile(old)).toBeDefined();
});
