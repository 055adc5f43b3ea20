import type { Database } from './database.ts';
import type { Thumbnail, ThumbnailPage } from './records.ts';

/**
 * Photos per page. Chromium stores values longer than 64 KiB in files beside its database. Shorter values stay in
 * the database, which rewrites the thumbnails of the whole library again and again: 100,000 of them made every new
 * photo a fifth more expensive. With half as many on a page, plain images do not reach 64 KiB. With twice as many,
 * scattered thumbnails take twice as long to find.
 * https://chromium.googlesource.com/chromium/src/+/main/third_party/blink/renderer/modules/indexeddb/idb_value_wrapping.h
 */
const PAGE_IDS = 32;

/** Number of pages kept in memory, because neighbouring thumbnails are requested one after the other. */
const KEPT = 8;

/**
 * Number of pages that one step of a removal may rewrite, so that memory does not grow with the number of photos.
 */
const STEP = 64;

/** @returns The page that a photo's thumbnail is on. */
const pageOf = (id: number): number => Math.floor(id / PAGE_IDS);

/** @returns The photos in steps, each of which changes few pages. */
export function* inSteps(ids: readonly number[]): Generator<number[]> {
  const bySheet = [...Map.groupBy(ids, pageOf).values()];
  for (let start = 0; start < bySheet.length; start += STEP) yield bySheet.slice(start, start + STEP).flat();
}

/** A library's thumbnails. */
export class ThumbnailPages {
  /** Ordered by last use. */
  readonly #kept = new Map<number, Promise<ThumbnailPage>>();
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns A photo's thumbnail. */
  async thumbnail(id: number): Promise<Thumbnail | undefined> {
    const page = await this.#read(pageOf(id));
    // Earlier versions stored thumbnails one by one.
    return page.get(id) ?? (await this.#database.get('thumbnails', id));
  }

  /**
   * The pages that a change rewrites.
   *
   * @param photos All photos and frames of videos before the change.
   * @param added Thumbnails of new or changed ones.
   * @param removed Ids of removed ones.
   * @returns The new contents of each page, by page number. A page may become empty.
   */
  async changed(
    photos: { has(id: number): boolean },
    added: readonly { id: number; thumbnail: Thumbnail }[],
    removed: readonly number[],
  ): Promise<Map<number, ThumbnailPage>> {
    const gone = new Set(removed);
    const stays = (id: number): boolean => photos.has(id) && !gone.has(id);
    const pages = new Map<number, Map<number, Thumbnail>>();
    for (const number of new Set([...added.map(({ id }) => id), ...removed].map(pageOf))) {
      const ids = Array.from({ length: PAGE_IDS }, (_, i) => number * PAGE_IDS + i);
      // Read a page only if a thumbnail on it stays. If it cannot be read, its thumbnails are lost; otherwise
      // nothing could be written to it any more.
      const before = ids.some(stays) ? await this.#read(number).catch(() => []) : [];
      pages.set(number, new Map([...before].filter(([id]) => stays(id))));
    }
    for (const { id, thumbnail } of added) pages.get(pageOf(id))?.set(id, thumbnail);
    return pages;
  }

  /** Caches pages that were written; see {@link changed}. */
  adopt(pages: ReadonlyMap<number, ThumbnailPage>): void {
    for (const [number, page] of pages) this.#keep(number, Promise.resolve(page));
  }

  /** Clears the cache because another tab has written. */
  forget(): void {
    this.#kept.clear();
  }

  /** Retries once, because a disk that did not answer or a lack of memory may be temporary. */
  #read(number: number): Promise<ThumbnailPage> {
    return this.#readOnce(number).catch(() => this.#readOnce(number));
  }

  #readOnce(number: number): Promise<ThumbnailPage> {
    const kept = this.#kept.get(number);
    // In its own transaction, because reading a damaged value aborts the transaction.
    const page = kept ?? this.#database.get('sheets', number).then((page) => page ?? new Map());
    this.#keep(number, page);
    page.catch(() => this.#kept.delete(number));
    return page;
  }

  #keep(number: number, page: Promise<ThumbnailPage>): void {
    this.#kept.delete(number);
    this.#kept.set(number, page);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) return;
      this.#kept.delete(oldest);
    }
  }
}
