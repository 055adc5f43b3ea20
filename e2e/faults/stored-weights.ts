import type { Page } from '@playwright/test';

/**
 * Looks into the browser's storage, past web-clip: its bytes are hashed as they lie there.
 *
 * @param page Of the same origin.
 * @param prefix What the files' URLs begin with; the rest is their path.
 * @returns SHA-256 of the complete files, in hexadecimal, by their paths.
 */
export async function storedWeights(page: Page, prefix: string): Promise<ReadonlyMap<string, string>> {
  const hashes = await page.evaluate(async (prefix) => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open('web-clip-weights'));
    const files = (): IDBObjectStore => database.transaction('files').objectStore('files');
    const hashes: [string, string][] = [];
    for (const key of (await settled(files().getAllKeys())) as (string | [string, string])[]) {
      const [url, kind] = [key].flat();
      // The others are their chunks, and parts of files.
      if (kind !== undefined || !url?.startsWith(prefix)) continue;
      const { id, checksums } = await settled(files().get(key));
      const chunks: ArrayBuffer[] = [];
      for (const index of checksums.keys()) chunks.push(await settled(files().get([url, id, index])));
      const digest = await crypto.subtle.digest('SHA-256', await new Blob(chunks).arrayBuffer());
      const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
      hashes.push([url.slice(prefix.length), hash]);
    }
    database.close();
    return hashes;
  }, prefix);
  return new Map(hashes);
}
