import type { Page } from '@playwright/test';

/** Contents of a library. */
export interface Holdings {
  /** Number of searchable photos. */
  searchable: number;
  /** Whether every photo has a row and a thumbnail, and the database contains nothing else. */
  whole: boolean;
  /** Number of photos that are embedded, and thus committed, at once. */
  batch: number;
}

/** Writes images into a folder of the origin private file system, which has real files that the browser may read. */
export async function fillFolder(page: Page, names: string[], count: number): Promise<void> {
  await page.evaluate(
    async ({ names, count }) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('album', { create: true });
      const write = async (name: string, image: Blob, i: number): Promise<void> => {
        const file = await folder.getFileHandle(`${i}-${name}`, { create: true });
        const stream = await file.createWritable();
        // Trailing bytes, which decoders ignore, make every file different.
        await stream.write(new Blob([image, new Uint8Array(2 * i)]));
        await stream.close();
      };
      const images = await Promise.all(names.map(async (name) => (await fetch(`samples/${name}`)).blob()));
      const numbers = Array.from({ length: count }, (_, i) => i);
      await Promise.all(
        numbers.map((i) => {
          const at = i % names.length;
          return write(names[at] as string, images[at] as Blob, i);
        }),
      );
    },
    { names, count },
  );
}

/**
 * Opens a library, stores it on the page's window, and inspects its database.
 *
 * @param committed Called with the number of committed photos whenever it grows.
 */
export async function openLibrary(
  page: Page,
  name: string,
  committed: (photos: number) => void = () => undefined,
): Promise<Holdings> {
  await page.exposeFunction('committed', committed);
  return page.evaluate(async (name) => {
    const clip = await window.webClip.createClip({ device: 'wasm' });
    const library = await window.photos.openLibrary({ clip, name });
    Object.assign(window, { library });
    const { photos, searchable, failed } = await library.status();
    const all = await library.photos();
    const thumbnails = await Promise.all(all.map(({ id }) => library.thumbnail(id)));
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open(`web-clip-library-${name}`));
    const store = (name: string): IDBObjectStore => database.transaction(name).objectStore(name);
    const sheets: Map<number, unknown>[] = await settled(store('sheets').getAll());
    const images = sheets.reduce((sum, sheet) => sum + sheet.size, 0);
    const segments: { ids: number[] }[] = await settled(store('segments').getAll());
    database.close();
    const rows = segments.flatMap(({ ids }) => ids);
    const complete =
      searchable === photos && all.length === photos && failed === 0 && thumbnails.every(Boolean);
    const { batchSize } = await clip.info();
    return {
      searchable,
      whole: complete && images === photos && rows.length === photos,
      batch: batchSize,
    };
  }, name);
}

/** Indexes the folder. */
export async function indexFolder(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { library, committed } = window as unknown as LibraryWindow;
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('album');
    const { searchable } = await library.status();
    await library.add(folder, {
      onProgress: ({ phase, done }) => phase === 'indexing' && committed(searchable + done),
    });
  });
}

/** Cosines of every photo with some texts, by path. */
export type Cosines = Readonly<Record<string, readonly number[]>>;

/** Texts that every photo is compared with. */
const WORDS = ['a dog', 'a slice of pizza', 'the sea', 'a red circle'];

/** Searches the whole library. */
export function cosinesOf(page: Page): Promise<Cosines> {
  return page.evaluate(async (words) => {
    const { library } = window as unknown as LibraryWindow;
    const limit = 2 * (await library.status()).photos;
    const cosines: Record<string, number[]> = {};
    for (const text of words) {
      for (const { photo, score } of await library.search(text, { limit })) {
        cosines[photo.path] = [...(cosines[photo.path] ?? []), score];
      }
    }
    return cosines;
  }, WORDS);
}

interface LibraryWindow {
  library: Awaited<ReturnType<typeof window.photos.openLibrary>>;
  committed: (photos: number) => Promise<void>;
}
