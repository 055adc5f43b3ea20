import { BLOCK_ROWS, type Matrix } from '@web-clip/vectors';
import type { PhotoRecord } from './database.ts';
import { isCurrent, type PhotoRow, type SegmentIndex } from './segments.ts';

/** Rows in a segment that is not worth merging any more; the matrix takes over what is read of it. */
export const FULL_SEGMENT_ROWS = BLOCK_ROWS;

/** Small segments that may pile up before they are merged. */
const SMALL_SEGMENTS = 32;

/**
 * Chooses the segments to merge: the small ones that commits leave behind, once there are many, and those whose photos
 * are mostly gone.
 *
 * @param segments All of a space, by their keys.
 * @param photos All photos.
 */
export function toMerge(
  segments: ReadonlyMap<number, SegmentIndex>,
  photos: ReadonlyMap<number, PhotoRecord>,
): Map<number, SegmentIndex> {
  const small = [...segments].filter(([, { ids }]) => ids.length < FULL_SEGMENT_ROWS);
  const dying = [...segments].filter(([, segment]) => isMostlyDead(segment, photos));
  return new Map([...dying, ...(small.length > SMALL_SEGMENTS ? small : [])]);
}

/**
 * @param segments Segments to merge.
 * @param photos All photos.
 * @param matrix Their rows.
 * @returns The rows that belong to photos still, in as few parts as hold them, with their dtype.
 */
export function mergedRows(
  segments: Iterable<SegmentIndex>,
  photos: ReadonlyMap<number, PhotoRecord>,
  matrix: Matrix,
): [dtype: string, rows: PhotoRow[]][] {
  const rows = new Map<string, Map<number, PhotoRow>>();
  for (const segment of segments) {
    const { dtype, ids } = segment;
    for (const [i, id] of ids.entries()) {
      const photo = photos.get(id);
      // The newest row of a photo is the one in memory.
      const row = isCurrent(segment, i, photos) ? matrix.get(id) : undefined;
      if (photo && row) rows.set(dtype, (rows.get(dtype) ?? new Map()).set(id, { photo, row }));
    }
  }
  return [...rows].flatMap(([dtype, byId]) => {
    const all = [...byId.values()];
    const parts = Math.ceil(all.length / FULL_SEGMENT_ROWS);
    return Array.from({ length: parts }, (_, part): [string, PhotoRow[]] => [
      dtype,
      all.slice(part * FULL_SEGMENT_ROWS, (part + 1) * FULL_SEGMENT_ROWS),
    ]);
  });
}

function isMostlyDead(segment: SegmentIndex, photos: ReadonlyMap<number, PhotoRecord>): boolean {
  const live = segment.ids.filter((_, i) => isCurrent(segment, i, photos)).length;
  return live * 2 < segment.ids.length;
}
