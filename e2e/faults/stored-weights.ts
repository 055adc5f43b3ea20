import type { Page } from '@playwright/test';

/**
 * Hashes files directly in the browser's storage, without web-clip.
 *
 * @param page A page of the same origin.
 * @param prefix Prefix of the files' URLs; the rest is their path.
 * @returns SHA-256 of the complete files, in hexadecimal, by path.
 */
export async function storedWeights(page: Page, prefix: string): Promise<ReadonlyMap<string, string>> {
  const hashes = await page.evaluate(async (prefix) => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const hashOf = async (blob: Blob): Promise<string> => {
      const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
      return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
    };
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('web-clip-weights', { create: true });
    const database = await settled(indexedDB.open('web-clip-weights'));
    const files = (): IDBObjectStore => database.transaction('files').objectStore('files');
    const hashes: [string, string][] = [];
    for (const key of (await settled(files().getAllKeys())) as (string | [string, string])[]) {
      const [url, kind] = [key].flat();
      // Other entries are chunks, and parts of files.
      if (kind !== undefined || !url?.startsWith(prefix)) continue;
      const { id, place, checksums } = await settled(files().get(key));
      const chunks: Blob[] = [];
      if (place === 'file')
        chunks.push(await (await folder.getFileHandle(await hashOf(new Blob([url])))).getFile());
      else {
        for (const index of checksums.keys())
          chunks.push(new Blob([await settled(files().get([url, id, index]))]));
      }
      hashes.push([url.slice(prefix.length), await hashOf(new Blob(chunks))]);
    }
    database.close();
    return hashes;
  }, prefix);
  return new Map(hashes);
}
