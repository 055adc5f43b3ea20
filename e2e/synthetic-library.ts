import type { Page } from '@playwright/test';

/**
 * Fills the page's library with photos that have no files: a few years of albums at a few places, with neither previews
 * nor embeddings. The page is reloaded.
 *
 * @param count Number of photos, over twenty years, the newest of June 2025.
 */
export async function fillLibrary(page: Page, count: number): Promise<void> {
  await page.evaluate(async (count) => {
    const library = await document.querySelector('photo-search')?.library;
    await library?.close();
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('web-clip-library-photos');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const places = [
      [46.52, 6.63],
      [48.86, 2.35],
      [35.68, 139.76],
      [-33.87, 151.21],
      [40.71, -74.01],
      [46.02, 7.75],
    ] as const;
    const newest = new Date(2025, 5, 30, 12).getTime();
    const step = (20 * 365.25 * 86_400_000) / count;
    const transaction = database.transaction(['pages', 'folders', 'meta'], 'readwrite');
    transaction.objectStore('folders').put({ id: 1, kind: 'files', name: 'album', uid: 'album' });
    const pages = transaction.objectStore('pages');
    let photos: object[] = [];
    for (let id = 2; id < count + 2; id++) {
      const i = id - 2;
      const [latitude, longitude] = places[Math.floor(i / 50) % places.length] ?? [0, 0];
      photos.push({
        ...{ id, folder: 1, path: `${i}.jpg`, size: 2_000_000, modified: 0, width: 4000, height: 3000 },
        ...{
          hash: `${i}`,
          version: 1,
          metadata: 1,
          taken: newest - i * step,
          takenFrom: 'exif',
          format: 'jpeg',
        },
        location: {
          latitude: latitude + ((i * 7919) % 1000) / 2e4,
          longitude: longitude + ((i * 104_729) % 1000) / 2e4,
        },
      });
      if (id % 128 === 127 || id === count + 1) {
        pages.put(photos, Math.floor(id / 128));
        photos = [];
      }
    }
    transaction.objectStore('meta').put(count + 2, 'nextId');
    transaction.objectStore('meta').put(1, 'commits');
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(transaction.error);
    });
    database.close();
  }, count);
  await page.reload();
}
