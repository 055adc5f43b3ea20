import type { Database, Thumbnail } from './database.ts';

/** Thumbnails of some photos, by the photos' ids. */
export type Sheet = ReadonlyMap<number, Thumbnail>;

/**
 * Photos per sheet. Chromium stores values longer than 64 KiB in files beside its database. Shorter values stay in
 * the database, which rewrites the thumbnails of the whole library again and again: 100,000 of them made every new
 * photo a fifth more expensive. With half as many on a sheet, plain images do not reach 64 KiB. With twice as many,
 * scattered thumbnails take twice as long to find.
 * https://chromium.googlesource.com/chromium/src/+/main/third_party/blink/renderer/modules/indexeddb/idb_value_wrapping.h
 */
const SHEET_IDS = 32;

/** Number of sheets kept in memory, because neighbouring thumbnails are requested one after the other. */
const KEPT = 8;

/**
 * Number of sheets that one step of a removal may rewrite, so that memory does not grow with the number of photos.
 */
const STEP = 64;

/** @returns The sheet that a photo's thumbnail is on. */
const sheetOf = (id: number): number => Math.floor(id / SHEET_IDS);

/** @returns The photos in steps, each of which changes few sheets. */
export function* inSteps(ids: readonly number[]): Generator<number[]> {
  const bySheet = [...Map.groupBy(ids, sheetOf).values()];
  for (let start = 0; start < bySheet.length; start += STEP) yield bySheet.slice(start, start + STEP).flat();
}

/** A library's thumbnails. */
export class Sheets {
  /** Ordered by last use. */
  readonly #kept = new Map<number, Promise<Sheet>>();

  constructor(private readonly database: Database) {}

  /** @returns A photo's thumbnail. */
  async thumbnail(id: number): Promise<Thumbnail | undefined> {
    const sheet = await this.#read(sheetOf(id));
    // Earlier versions stored thumbnails one by one.
    return sheet.get(id) ?? (await this.database.get('thumbnails', id));
  }

  /**
   * The sheets that a change rewrites.
   *
   * @param photos All photos before the change.
   * @param added Thumbnails of new or changed photos.
   * @param removed Ids of removed photos.
   * @returns The new contents of each sheet, by sheet number. A sheet may become empty.
   */
  async changed(
    photos: ReadonlyMap<number, unknown>,
    added: readonly { id: number; thumbnail: Thumbnail }[],
    removed: readonly number[],
  ): Promise<Map<number, Sheet>> {
    const gone = new Set(removed);
    const stays = (id: number): boolean => photos.has(id) && !gone.has(id);
    const sheets = new Map<number, Map<number, Thumbnail>>();
    for (const number of new Set([...added.map(({ id }) => id), ...removed].map(sheetOf))) {
      const ids = Array.from({ length: SHEET_IDS }, (_, i) => number * SHEET_IDS + i);
      // Read a sheet only if a thumbnail on it stays. If it cannot be read, its thumbnails are lost; otherwise
      // nothing could be written to it any more.
      const before = ids.some(stays) ? await this.#read(number).catch(() => []) : [];
      sheets.set(number, new Map([...before].filter(([id]) => stays(id))));
    }
    for (const { id, thumbnail } of added) sheets.get(sheetOf(id))?.set(id, thumbnail);
    return sheets;
  }

  /** Caches sheets that were written; see {@link changed}. */
  take(sheets: ReadonlyMap<number, Sheet>): void {
    for (const [number, sheet] of sheets) this.#keep(number, Promise.resolve(sheet));
  }

  /** Clears the cache because another tab has written. */
  forget(): void {
    this.#kept.clear();
  }

  /** Retries once, because a disk that did not answer or a lack of memory may be temporary. */
  #read(number: number): Promise<Sheet> {
    return this.#readOnce(number).catch(() => this.#readOnce(number));
  }

  #readOnce(number: number): Promise<Sheet> {
    const kept = this.#kept.get(number);
    // In its own transaction, because reading a damaged value aborts the transaction.
    const sheet = kept ?? this.database.get('sheets', number).then((sheet) => sheet ?? new Map());
    this.#keep(number, sheet);
    sheet.catch(() => this.#kept.delete(number));
    return sheet;
  }

  #keep(number: number, sheet: Promise<Sheet>): void {
    this.#kept.delete(number);
    this.#kept.set(number, sheet);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) return;
      this.#kept.delete(oldest);
    }
  }
}
