import { BLOCK_ROWS, type Matrix } from '@web-clip/vectors';
import type { RowOwners } from './photos-by-row.ts';
import { isCurrent, type PhotoRow, type SegmentIndex } from './segments.ts';

/** Segments with this many rows are not merged any more. The matrix can adopt their arrays without copying. */
export const FULL_SEGMENT_ROWS = BLOCK_ROWS;

/** Number of small segments that may accumulate before they are merged. */
const SMALL_SEGMENTS = 32;

/** A segment and its key. */
export type KeyedSegment = readonly [key: number, segment: SegmentIndex];

/**
 * Chooses the segments to merge: small ones that commits left behind, once there are many, and segments that have
 * lost most of their photos.
 *
 * @param segments All segments of a space, by key.
 * @param photos All photos.
 * @returns The chosen segments, grouped by dtype.
 */
export function toMerge(segments: ReadonlyMap<number, SegmentIndex>, photos: RowOwners): KeyedSegment[] {
  const small = [...segments].filter(([, { ids }]) => ids.length < FULL_SEGMENT_ROWS);
  const dying = [...segments].filter(([, segment]) => 2 * liveRows(segment, photos) < segment.ids.length);
  const chosen = new Map([...dying, ...(small.length > SMALL_SEGMENTS ? small : [])]);
  return [...chosen].sort(([, a], [, b]) => (a.dtype < b.dtype ? -1 : a.dtype > b.dtype ? 1 : 0));
}

/**
 * Chooses the segments to merge in one step, so that memory does not grow with the number of rows.
 *
 * @param waiting From {@link toMerge}.
 * @param photos All photos.
 * @returns The first segments of one dtype that together fill a segment.
 */
export function firstStep(waiting: readonly KeyedSegment[], photos: RowOwners): KeyedSegment[] {
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
 * @param segments The segments to merge.
 * @param photos All photos.
 * @param matrix The embeddings in memory.
 * @returns The rows that still belong to photos, in as few parts as possible.
 */
export function mergedRows(
  segments: readonly KeyedSegment[],
  photos: RowOwners,
  matrix: Matrix,
): PhotoRow[][] {
  const rows = new Map<number, PhotoRow>();
  for (const [, segment] of segments) {
    for (const [i, id] of segment.ids.entries()) {
      const photo = photos.get(id);
      // The matrix has the newest row of each photo.
      const row = isCurrent(segment, i, photos) ? matrix.get(id) : undefined;
      if (photo && row) rows.set(id, { id, version: photo.version, row });
    }
  }
  const all = [...rows.values()];
  return Array.from({ length: Math.ceil(all.length / FULL_SEGMENT_ROWS) }, (_, part) =>
    all.slice(part * FULL_SEGMENT_ROWS, (part + 1) * FULL_SEGMENT_ROWS),
  );
}

/** How many rows of a segment still belong to photos. */
function liveRows(segment: SegmentIndex, photos: RowOwners): number {
  return segment.ids.filter((_, row) => isCurrent(segment, row, photos)).length;
}
