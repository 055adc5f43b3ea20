import type { FilteredPhoto, RatingRange } from './filter.ts';
import { nameKey } from './words.ts';

/** What filters look at of marks: the ids of photos. */
export interface FilteredMarks {
  readonly favourites: readonly number[];
  readonly hidden: readonly number[];
  /** By rating, from 1 to 5. */
  readonly ratings: ReadonlyMap<number, readonly number[]>;
  /** By the keys of the labels; see {@link nameKey}. */
  readonly labels: ReadonlyMap<string, { readonly label: string; readonly ids: readonly number[] }>;
}

/** Whether a photo passes a filter on marks. */
type MarkTest = (photo: FilteredPhoto) => boolean;

/** A table by id is many times faster than a set, as ids are counted up. */
function isAmong(ids: readonly number[]): MarkTest {
  let last = -1;
  for (const id of ids) last = Math.max(last, id);
  const flags = new Uint8Array(last + 1);
  for (const id of ids) flags[id] = 1;
  return ({ id }) => id !== undefined && flags[id] === 1;
}

/** @param trait What was said of the photos. */
export const saidTest = (trait: 'favourite' | 'hidden', marks: FilteredMarks | undefined): MarkTest =>
  isAmong((trait === 'hidden' ? marks?.hidden : marks?.favourites) ?? []);

/** @param label The whole label. */
export const labelTest = (label: string, marks: FilteredMarks | undefined): MarkTest =>
  isAmong(marks?.labels.get(nameKey(label))?.ids ?? []);

/** @param range The wanted ratings. */
export const ratingTest = ({ from = 1, to = 5 }: RatingRange, marks: FilteredMarks | undefined): MarkTest =>
  isAmong(
    [...(marks?.ratings ?? [])].flatMap(([rating, ids]) => (rating >= from && rating <= to ? ids : [])),
  );

/**
 * @param name The whole name of the album or named group.
 * @param albums The ids of the photos in them, by the keys of their names; see {@link nameKey}.
 */
export const albumTest = (
  name: string,
  albums: ReadonlyMap<string, ReadonlySet<number>> | undefined,
): MarkTest => isAmong([...(albums?.get(nameKey(name)) ?? [])]);
