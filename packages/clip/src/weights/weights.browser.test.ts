import { createStore, del, keys } from 'idb-keyval';
import { beforeEach, describe, expect, it } from 'vitest';
import { storedFile } from './store.ts';
import { ensureFile, fileBytes, fileJson } from './weights.ts';

const store = createStore('web-clip-weights', 'files');
const url = (path: string): string => new URL(`/models/pocket/${path}`, location.href).href;

/** Each test has a URL of its own: the server passes over the query. */
let count = 0;
let config = '';
beforeEach(() => {
  count++;
  config = url(`config.json?test=${count}-${Date.now()}`);
});

describe('a stored file', () => {
  it('is downloaded again when the browser has dropped a part of it', async () => {
    const bytes = await fileBytes(config);
    const chunks = (await keys(store)).filter((key) => Array.isArray(key) && key[0] === config);
    expect(chunks).toHaveLength(1);
    await del(chunks[0] as IDBValidKey, store);
    expect(await fileBytes(config)).toEqual(bytes);
    expect((await keys(store)).filter((key) => Array.isArray(key) && key[0] === config)).toHaveLength(1);
  });

  it('that is not what it should be is forgotten, and asked for again', async () => {
    const card = url(`MODEL_CARD.md?test=${count}-${Date.now()}`);
    for (let time = 0; time < 2; time++) {
      await expect(fileJson(card)).rejects.toMatchObject({ code: 'invalid-model' });
      expect(await storedFile(card)).toBeUndefined();
    }
  });

  it('is downloaded once for all who ask at the same time', async () => {
    let reports = 0;
    const onProgress = () => reports++;
    await Promise.all([ensureFile(config, { onProgress }), ensureFile(config), fileJson(config)]);
    const first = await storedFile(config);
    expect(reports).toBeGreaterThan(0);
    await ensureFile(config);
    expect((await storedFile(config))?.id).toBe(first?.id);
  });
});
