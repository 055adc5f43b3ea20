import { Matrix } from '@web-clip/vectors';
import { FULL_SEGMENT_ROWS } from './compaction.ts';
import type { RowOwners } from './photos-by-row.ts';
import type { Segment } from './records.ts';
import { indexOf, isCurrent, type SegmentIndex } from './segments.ts';

/** The loaded embeddings of one space, and the database segments that they come from. */
export class LoadedEmbeddings {
  /** The embeddings of photos that a search can find. */
  readonly matrix: Matrix;
  /** The segments, by their keys. */
  readonly segments = new Map<number, SegmentIndex>();
  /** Keys of segments that are unreadable or corrupt. Their photos are embedded again. */
  readonly damaged = new Set<number>();
  readonly #dimension: number;

  /**
   * @param dimension Values per row.
   * @param gpu Searches large matrices. The caller keeps ownership.
   */
  constructor(dimension: number, gpu: GPUDevice | undefined) {
    this.#dimension = dimension;
    this.matrix = new Matrix(dimension, gpu);
  }

  /**
   * Loads all segments of a space.
   *
   * @param keys Keys of all segments.
   * @param segments The intact segments, by key.
   * @param photos All photos.
   */
  fill(keys: readonly number[], segments: ReadonlyMap<number, Segment>, photos: RowOwners): void {
    for (const key of keys) if (!segments.has(key)) this.damaged.add(key);
    // Full segments come first because the matrix can adopt their arrays without copying.
    const isWhole = (segment: Segment): boolean =>
      segment.ids.length === FULL_SEGMENT_ROWS &&
      segment.ids.every((_, row) => isCurrent(segment, row, photos));
    const whole = new Map([...segments].filter(([, segment]) => isWhole(segment)));
    for (const [key, segment] of whole) {
      this.segments.set(key, indexOf(segment));
      this.matrix.set(segment.ids, segment.rows);
    }
    for (const [key, segment] of segments) if (!whole.has(key)) this.adopt(key, segment, photos);
  }

  /** Loads one committed segment: those of its rows that still belong to photos. */
  adopt(key: number, segment: Segment, photos: RowOwners): void {
    const dimension = this.#dimension;
    this.damaged.delete(key);
    this.segments.set(key, indexOf(segment));
    for (const [row, id] of segment.ids.entries()) {
      if (!isCurrent(segment, row, photos)) continue;
      this.matrix.set([id], segment.rows.subarray(row * dimension, (row + 1) * dimension));
    }
  }

  /** Forgets segments that were deleted. Their rows are in other segments or obsolete. */
  drop(keys: readonly number[]): void {
    for (const key of keys) {
      this.segments.delete(key);
      this.damaged.delete(key);
    }
  }
}
