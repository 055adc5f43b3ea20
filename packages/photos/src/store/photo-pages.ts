import type { PhotoRecord } from './records.ts';

/**
 * Photo ids per page. Photos are stored in pages because browsers take three times as long to read 100,000 single
 * records. Changing one photo rewrites its whole page, so pages stay small.
 */
const PAGE_IDS = 128;

/** @returns The page that a photo is on. */
const pageOf = (id: number): number => Math.floor(id / PAGE_IDS);

/** @returns All photo ids that belong to a page. */
export const idsOn = (page: number): number[] =>
  Array.from({ length: PAGE_IDS }, (_, i) => page * PAGE_IDS + i);

/**
 * The pages that a change rewrites.
 *
 * @param photos All photos before the change.
 * @param changed New or changed photos.
 * @param removed Ids of removed photos.
 * @returns The new contents of each page, by page number. A page may become empty.
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
