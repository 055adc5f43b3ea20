import { BLOCK_ROWS, type Matrix } from '@web-clip/vectors';
import type { PhotoRecord } from './database.ts';
import { isCurrent, type PhotoRow, type SegmentIndex } from './segments.ts';

/** Rows in a segment that is not worth merging any more; the matrix takes over what is read of it. */
export const FULL_SEGMENT_ROWS = BLOCK_ROWS;

/** Small segments that may pile up before they are merged. */
const SMALL_SEGMENTS = 32;

/** A segment by its key. */
export type KeyedSegment = readonly [key: number, segment: SegmentIndex];

/**
 * Chooses the segments to merge: the small ones that commits leave behind, once there are many, and those whose photos
 * are mostly gone.
 *
 * @param segments All of a space, by their keys.
 * @param photos All photos.
 * @returns Them, those of one dtype together.
 */
export function toMerge(
  segments: ReadonlyMap<number, SegmentIndex>,
  photos: ReadonlyMap<number, PhotoRecord>,
): KeyedSegment[] {
  const small = [...segments].filter(([, { ids }]) => ids.length < FULL_SEGMENT_ROWS);
  const dying = [...segments].filter(([, segment]) => 2 * liveRows(segment, photos) < segment.ids.length);
  const chosen = new Map([...dying, ...(small.length > SMALL_SEGMENTS ? small : [])]);
  return [...chosen].sort(([, a], [, b]) => (a.dtype < b.dtype ? -1 : a.dtype > b.dtype ? 1 : 0));
}

/**
 * Chooses what to merge in one step, so that many rows need no more memory than few.
 *
 * @param waiting From {@link toMerge}.
 * @param photos All photos.
 * @returns The first of them: of one dtype, and as many as fill a segment.
 */
export function firstStep(
  waiting: readonly KeyedSegment[],
  photos: ReadonlyMap<number, PhotoRecord>,
): KeyedSegment[] {
  const step: KeyedSegment[] = [];
  let rows = 0;
  for (const [key, segment] of waiting) {
    if (rows >= FULL_SEGMENT_ROWS || segment.dtype !== waiting[0]?.[1].dtype) break;
    step.push([key, segment]);
    rows += liveRows(segment, photos);
  }
  return step;
}

/**
 * @param segments What is merged.
 * @param photos All photos.
 * @param matrix Their rows.
 * @returns The rows that belong to photos still, in as few parts as hold them.
 */
export function mergedRows(
  segments: readonly KeyedSegment[],
  photos: ReadonlyMap<number, PhotoRecord>,
  matrix: Matrix,
): PhotoRow[][] {
  const rows = new Map<number, PhotoRow>();
  for (const [, segment] of segments) {
    for (const [i, id] of segment.ids.entries()) {
      const photo = photos.get(id);
      // The newest row of a photo is the one in memory.
      const row = isCurrent(segment, i, photos) ? matrix.get(id) : undefined;
      if (photo && row) rows.set(id, { photo, row });
    }
  }
  const all = [...rows.values()];
  return Array.from({ length: Math.ceil(all.length / FULL_SEGMENT_ROWS) }, (_, part) =>
    all.slice(part * FULL_SEGMENT_ROWS, (part + 1) * FULL_SEGMENT_ROWS),
  );
}

/** How many rows of a segment belong to photos still. */
function liveRows(segment: SegmentIndex, photos: ReadonlyMap<number, PhotoRecord>): number {
  return segment.ids.filter((_, row) => isCurrent(segment, row, photos)).length;
}
