import type { Database, Thumbnail } from './database.ts';

/** Thumbnails of some photos, by the photos' ids. */
export type Sheet = ReadonlyMap<number, Thumbnail>;

/**
 * Photos on a sheet. What is longer than 64 KiB Chromium keeps in a file beside its database, which would otherwise
 * rewrite the pictures of a whole library again and again: 100,000 of them made every new photo a fifth dearer. With
 * half as many on a sheet, plain pictures are not that long; with twice as many, those that are far apart take twice
 * as long to find.
 * https://chromium.googlesource.com/chromium/src/+/main/third_party/blink/renderer/modules/indexeddb/idb_value_wrapping.h
 */
const SHEET_IDS = 32;

/** Sheets that stay in memory: neighbours are asked for one after the other. */
const KEPT = 8;

/** Sheets that one step of a removal may rewrite, so that many photos need no more memory than few. */
const STEP = 64;

/** @returns The sheet that a photo's thumbnail is on. */
const sheetOf = (id: number): number => Math.floor(id / SHEET_IDS);

/** @returns The photos in steps, in each of which few sheets change. */
export function* inSteps(ids: readonly number[]): Generator<number[]> {
  const bySheet = [...Map.groupBy(ids, sheetOf).values()];
  for (let start = 0; start < bySheet.length; start += STEP) yield bySheet.slice(start, start + STEP).flat();
}

/** A library's thumbnails. */
export class Sheets {
  /** In the order of their last use. */
  readonly #kept = new Map<number, Promise<Sheet>>();

  constructor(private readonly database: Database) {}

  /** @returns A photo's thumbnail. */
  async thumbnail(id: number): Promise<Thumbnail | undefined> {
    const sheet = await this.#read(sheetOf(id));
    // Earlier versions stored them one by one.
    return sheet.get(id) ?? (await this.database.get('thumbnails', id));
  }

  /**
   * The sheets that a change rewrites.
   *
   * @param photos All photos, as they were before.
   * @param added Thumbnails of new or changed ones.
   * @param removed Ids of those that are no more.
   * @returns What is on each sheet from now on, which may be nothing, by the sheet's number.
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
      // Of a whole library that is removed, nothing is read.
      // What cannot be read is lost: else nothing could be written beside it any more.
      const before = ids.some(stays) ? await this.#read(number).catch(() => []) : [];
      sheets.set(number, new Map([...before].filter(([id]) => stays(id))));
    }
    for (const { id, thumbnail } of added) sheets.get(sheetOf(id))?.set(id, thumbnail);
    return sheets;
  }

  /** Takes over what has been written; see {@link changed}. */
  take(sheets: ReadonlyMap<number, Sheet>): void {
    for (const [number, sheet] of sheets) this.#keep(number, Promise.resolve(sheet));
  }

  /** Reads everything anew from now on: another tab has written. */
  forget(): void {
    this.#kept.clear();
  }

  /** Reads it once more if that fails: a disk that did not answer, or memory that was short, may be the reason. */
  #read(number: number): Promise<Sheet> {
    return this.#readOnce(number).catch(() => this.#readOnce(number));
  }

  #readOnce(number: number): Promise<Sheet> {
    const kept = this.#kept.get(number);
    // In a transaction of its own, as what the disk has damaged ends it.
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
