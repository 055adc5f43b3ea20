import { checksumOf } from '@web-clip/clip/internal';
import type { Database } from './database.ts';
import type { RowOwners } from './photos-by-row.ts';
import type { Segment } from './records.ts';
import { guarded } from './writing.ts';

/** A stored segment without its rows, which are in the matrix. */
export type SegmentIndex = Pick<Segment, 'dtype' | 'ids' | 'versions'>;

/** A row of a photo. */
export interface PhotoRow {
  /** See `rowsOf`. */
  id: number;
  /** That of the photo. */
  version: number;
  row: Float32Array;
}

/** @returns A segment without its rows. */
export const indexOf = ({ dtype, ids, versions }: Segment): SegmentIndex => ({ dtype, ids, versions });

/** @returns Whether a segment's row still belongs to its photo. */
export const isCurrent = ({ ids, versions }: SegmentIndex, row: number, photos: RowOwners): boolean =>
  photos.get(ids[row] as number)?.version === versions[row];

/**
 * Makes a segment of rows.
 *
 * @param space Embedding space of the rows.
 * @param dtype Number format that the rows were computed with.
 * @param dimension Values per row.
 * @param rows At least one.
 */
export async function segmentOf(
  space: string,
  dtype: string,
  dimension: number,
  rows: readonly PhotoRow[],
): Promise<Segment> {
  const values = new Float32Array(rows.length * dimension);
  for (const [i, { row }] of rows.entries()) values.set(row, i * dimension);
  return sealed({
    space,
    dtype,
    ids: rows.map(({ id }) => id),
    versions: rows.map(({ version }) => version),
    rows: values,
  });
}

/** @returns The segment with a checksum, which detects whether the disk returns what was written. */
async function sealed(segment: Omit<Segment, 'checksum'>): Promise<Segment> {
  return { ...segment, checksum: await checksum(segment) };
}

/**
 * Reads a segment, which storage may have damaged. Uses its own transaction because a failed read aborts the
 * transaction.
 *
 * @param dimension Values per row, if known.
 * @returns `gone` if it does not exist: another tab has merged it with others.
 */
export async function readSegment(
  database: Database,
  key: number,
  dimension?: number,
): Promise<Segment | 'damaged' | 'gone'> {
  const segment = await database.get('segments', key).catch(() => 'damaged' as const);
  if (segment === undefined) return 'gone';
  if (segment === 'damaged') return segment;
  const { rows, ids } = segment;
  const fits = dimension === undefined || rows.length === ids.length * dimension;
  if (!fits || !(await isIntact(segment))) return 'damaged';
  return segment;
}

/**
 * Reads segments concurrently.
 *
 * @returns The intact segments by key, or undefined if one no longer exists.
 */
export async function readSegments(
  database: Database,
  keys: readonly number[],
  dimension: number,
): Promise<Map<number, Segment> | undefined> {
  const read = await Promise.all(
    keys.map(async (key) => [key, await readSegment(database, key, dimension)] as const),
  );
  if (read.some(([, segment]) => segment === 'gone')) return undefined;
  return new Map(read.flatMap(([key, segment]) => (typeof segment === 'object' ? [[key, segment]] : [])));
}

/**
 * Reads the intact segments of all spaces, one after the other. It misses none that are merged meanwhile, because the
 * merged segment gets a higher key.
 */
export async function* allSegments(database: Database): AsyncGenerator<Segment> {
  for (let last = 0; ; ) {
    const range = IDBKeyRange.lowerBound(last, true);
    const [key] = await guarded(() => database.getAllKeys('segments', range, 1));
    if (key === undefined) return;
    const segment = await readSegment(database, key);
    if (typeof segment === 'object') yield segment.checksum ? segment : await sealed(segment);
    last = key;
  }
}

/** @returns Whether a segment matches its checksum, if it has one. */
export async function isIntact(segment: Segment): Promise<boolean> {
  return segment.checksum === undefined || segment.checksum === (await checksum(segment));
}

async function checksum({ space, dtype, ids, versions, rows }: Segment): Promise<string> {
  const rest = new TextEncoder().encode(JSON.stringify([space, dtype, ids, versions]));
  return `${await checksumOf(rest)}${await checksumOf(new Uint8Array(rows.buffer))}`;
}
