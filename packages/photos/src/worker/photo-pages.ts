import type { PhotoRecord } from './database.ts';

/**
 * Ids of a page. Photos are stored by the page, as reading 100,000 records one by one takes the browser three
 * times as long; a page is written with every photo of it, so it stays small.
 */
const PAGE_IDS = 128;

/** @returns The page that a photo is on. */
const pageOf = (id: number): number => Math.floor(id / PAGE_IDS);

/** @returns The ids of all photos that may be on a page. */
export const idsOn = (page: number): number[] =>
  Array.from({ length: PAGE_IDS }, (_, i) => page * PAGE_IDS + i);

/**
 * The pages that a change rewrites.
 *
 * @param photos All photos, as they were before.
 * @param changed New or changed ones.
 * @param removed Ids of those that are no more.
 * @returns What is on each page from now on, which may be nothing, by the page's number.
 */
export function changedPages(
  photos: ReadonlyMap<number, PhotoRecord>,
  changed: readonly PhotoRecord[],
  removed: readonly number[],
): Map<number, PhotoRecord[]> {
  const next = new Map(changed.map((photo) => [photo.id, photo]));
  const gone = new Set(removed);
  const pages = new Map<number, PhotoRecord[]>();
  for (const id of [...next.keys(), ...gone]) {
    const page = pageOf(id);
    if (pages.has(page)) continue;
    pages.set(
      page,
      idsOn(page).flatMap((each) => (gone.has(each) ? [] : (next.get(each) ?? photos.get(each) ?? []))),
    );
  }
  return pages;
}
