import { checksumOf } from 'web-clip/host';
import type { Database, PhotoRecord, Segment } from './database.ts';
import { guarded } from './writing.ts';

/** What a segment in the database holds, without its rows: those are in the matrix. */
export type SegmentIndex = Pick<Segment, 'dtype' | 'ids' | 'versions'>;

/** A row, and whose it is. */
export interface PhotoRow {
  photo: PhotoRecord;
  row: Float32Array;
}

/** @returns A segment without its rows. */
export const indexOf = ({ dtype, ids, versions }: Segment): SegmentIndex => ({ dtype, ids, versions });

/** @returns Whether a segment's row belongs to its photo still. */
export const isCurrent = (
  { ids, versions }: SegmentIndex,
  row: number,
  photos: ReadonlyMap<number, PhotoRecord>,
): boolean => photos.get(ids[row] as number)?.version === versions[row];

/**
 * Makes a segment of rows.
 *
 * @param space Of the rows.
 * @param dtype That they were computed with.
 * @param dimension Values in each.
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
    ids: rows.map(({ photo }) => photo.id),
    versions: rows.map(({ photo }) => photo.version),
    rows: values,
  });
}

/** @returns The segment with the checksum that tells whether the disk gives back what was written. */
export async function sealed(segment: Omit<Segment, 'checksum'>): Promise<Segment> {
  return { ...segment, checksum: await checksum(segment) };
}

/**
 * Reads a segment, which storage may have damaged: in a transaction of its own, as what cannot be read ends it.
 *
 * @param dimension Values in each row, where that is known.
 * @returns `gone` if there is none: another tab has merged it with others.
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
 * Reads segments at once.
 *
 * @returns Those that are intact, by their keys; undefined if one is not there any more.
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
 * Reads the segments of all spaces that are intact, one after the other; also those that are merged meanwhile, since
 * what takes their place has a higher key.
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

/** @returns Whether a segment is what was written, as far as that can be told. */
export async function isIntact(segment: Segment): Promise<boolean> {
  return segment.checksum === undefined || segment.checksum === (await checksum(segment));
}

async function checksum({ space, dtype, ids, versions, rows }: Segment): Promise<string> {
  const rest = new TextEncoder().encode(JSON.stringify([space, dtype, ids, versions]));
  return `${await checksumOf(rest)}${await checksumOf(new Uint8Array(rows.buffer))}`;
}
