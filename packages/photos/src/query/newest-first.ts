import type { PhotoRecord } from '../store/records.ts';

/** @returns When a photo was taken, or else when its file last changed, in milliseconds since the epoch. */
export const dateOf = ({ taken, modified }: PhotoRecord): number => taken ?? modified;

/**
 * Sorts the readable photos of a library. They need no embedding.
 *
 * @param photos By id.
 * @param passes Whether a photo is wanted. Default: all are.
 */
export function newestFirst(
  photos: ReadonlyMap<number, PhotoRecord>,
  passes: (photo: PhotoRecord) => boolean = () => true,
): PhotoRecord[] {
  return [...photos.values()]
    .filter((photo) => !photo.failure && passes(photo))
    .sort((a, b) => dateOf(b) - dateOf(a) || a.id - b.id);
}
