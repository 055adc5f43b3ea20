import { Matrix } from '@web-clip/vectors';
import { FULL_SEGMENT_ROWS } from './compaction.ts';
import type { PhotoRecord, Segment } from './database.ts';
import { indexOf, isCurrent, type SegmentIndex } from './segments.ts';

/** The embeddings of one space that are in memory, and the segments in the database that they are from. */
export class Rows {
  /** The embeddings of photos that a search can find. */
  readonly matrix: Matrix;
  /** The segments, by their keys. */
  readonly segments = new Map<number, SegmentIndex>();
  /** Keys of segments that cannot be read, or are not what was written: their photos are embedded again. */
  readonly damaged = new Set<number>();

  /**
   * @param dimension Values in each row.
   * @param gpu Searches many of them; stays the caller's.
   */
  constructor(
    private readonly dimension: number,
    gpu: GPUDevice | undefined,
  ) {
    this.matrix = new Matrix(dimension, gpu);
  }

  /**
   * Takes over all segments of a space.
   *
   * @param keys Of all that there are.
   * @param segments Those that are intact.
   * @param photos All photos.
   */
  fill(
    keys: readonly number[],
    segments: ReadonlyMap<number, Segment>,
    photos: ReadonlyMap<number, PhotoRecord>,
  ): void {
    for (const key of keys) if (!segments.has(key)) this.damaged.add(key);
    // What the matrix can take over comes first.
    const isWhole = (segment: Segment): boolean =>
      segment.ids.length === FULL_SEGMENT_ROWS &&
      segment.ids.every((_, row) => isCurrent(segment, row, photos));
    const whole = new Map([...segments].filter(([, segment]) => isWhole(segment)));
    for (const [key, segment] of whole) {
      this.segments.set(key, indexOf(segment));
      this.matrix.set(segment.ids, segment.rows);
    }
    for (const [key, segment] of segments) if (!whole.has(key)) this.take(key, segment, photos);
  }

  /** Takes over one segment that was committed; of its rows those that belong to photos still. */
  take(key: number, segment: Segment, photos: ReadonlyMap<number, PhotoRecord>): void {
    const { dimension } = this;
    this.damaged.delete(key);
    this.segments.set(key, indexOf(segment));
    for (const [row, id] of segment.ids.entries()) {
      if (!isCurrent(segment, row, photos)) continue;
      this.matrix.set([id], segment.rows.subarray(row * dimension, (row + 1) * dimension));
    }
  }

  /** Forgets segments that are no more: their rows are in others, or of no use. */
  drop(keys: readonly number[]): void {
    for (const key of keys) {
      this.segments.delete(key);
      this.damaged.delete(key);
    }
  }
}
