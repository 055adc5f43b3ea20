import type { Page } from '@playwright/test';

/** What a browser has stored of a model. */
export interface StoredWeights {
  /** SHA-256 of the complete files, in hexadecimal, by their paths. */
  hashes: ReadonlyMap<string, string>;
  /** Bytes of the files of which there is a part, by their paths. */
  parts: ReadonlyMap<string, number>;
}

/**
 * Looks into the browser's storage, past web-clip: its bytes are hashed as they lie there.
 *
 * @param page Of the same origin.
 * @param prefix What the files' URLs begin with; the rest is their path.
 */
export async function storedWeights(page: Page, prefix: string): Promise<StoredWeights> {
  const { hashes, parts } = await page.evaluate(async (prefix) => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open('web-clip-weights'));
    const files = (): IDBObjectStore => database.transaction('files').objectStore('files');
    const hashes: [string, string][] = [];
    const parts: [string, number][] = [];
    for (const key of (await settled(files().getAllKeys())) as (string | [string, string])[]) {
      const [url, kind] = [key].flat();
      if (!url?.startsWith(prefix)) continue;
      const path = url.slice(prefix.length);
      if (kind === 'partial') parts.push([path, (await settled(files().get(key))).size]);
      if (kind !== undefined) continue;
      const { id, checksums } = await settled(files().get(key));
      const chunks: ArrayBuffer[] = [];
      for (const index of checksums.keys()) chunks.push(await settled(files().get([url, id, index])));
      const digest = await crypto.subtle.digest('SHA-256', await new Blob(chunks).arrayBuffer());
      const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
      hashes.push([path, hash]);
    }
    database.close();
    return { hashes, parts };
  }, prefix);
  return { hashes: new Map(hashes), parts: new Map(parts) };
}
