/** Names of the database stores that a library is filled through; see `Schema` in @web-clip/photos. */
const STORES = ['pages', 'sheets', 'segments', 'meta'] as const;

/** Photo ids on a page of records and on a page of thumbnails. */
const [RECORD_IDS, THUMBNAIL_IDS] = [128, 32] as const;

/** Rows per segment. */
const SEGMENT_ROWS = 4096;

/** Photos that are written at a time. */
const STEP = 4096;

/** Frequencies in each direction of a fingerprint. */
const FREQUENCIES = 8;

/** Milliseconds between two photos, so that 100,000 cover twenty years. */
const INTERVAL = (20 * 365.25 * 86_400_000) / 100_000;

const OLDEST = Date.UTC(2005, 0, 1);

interface Stored {
  id: number;
  hash: string;
  path: string;
}

interface StoredSegment {
  space: string;
  dtype: string;
  ids: number[];
  versions: number[];
  rows: Float32Array;
}

/**
 * Adds photos without files to the database of a closed library, made of those that it has: other contents, other
 * fingerprints and other embeddings, with the thumbnails of theirs. Adding as many files would take hours. Photos that it
 * has get times: those whose names differ in the part after the last dash only are of one moment.
 *
 * @param database Name of the database.
 * @param count Number of photos to have.
 */
export async function fillDatabase(database: string, count: number): Promise<void> {
  const open = await request(indexedDB.open(database));
  try {
    const { photos, thumbnails, segment, nextId, commits } = await read(open);
    const dimension = segment.rows.length / segment.ids.length;
    const random = randomOf(1);
    const moments = new Map<string, number>();
    const momentOf = (name: string): number => {
      const known = moments.get(name) ?? moments.size;
      moments.set(name, known);
      return known;
    };
    const dated = photos.map((photo): Stored => {
      const [, moment = '', shot = '0'] = /^(.*)-(\d+)\.\w+$/.exec(photo.path) ?? [];
      const taken = OLDEST + momentOf(moment) * INTERVAL + Number(shot) * 1000;
      return { ...photo, ...camera(taken) };
    });
    await write(open, dated, new Map(), undefined, nextId, commits + 1);
    for (let start = photos.length; start < count; start += STEP) {
      const some = Array.from({ length: Math.min(STEP, count - start) }, (_, i): Stored => {
        const number = start + i;
        const like = photos[number % photos.length] as Stored;
        return {
          ...{ ...like, id: nextId + number - photos.length, path: `synthetic/${number}.jpg` },
          ...{ hash: hashOf(random), fingerprint: fingerprintOf(random), modified: OLDEST },
          ...camera(OLDEST + number * INTERVAL),
        };
      });
      // Two thumbnails on a page, which stores equal ones once.
      const seen = new Map(
        some.map(({ id }) => [id, thumbnails[Math.floor(id / (THUMBNAIL_IDS / 2)) % thumbnails.length]]),
      );
      const rows = new Float32Array(some.length * dimension);
      for (let i = 0; i < some.length; i++) {
        const like = Math.floor(random() * segment.ids.length) * dimension;
        fillRow(
          rows.subarray(i * dimension, (i + 1) * dimension),
          segment.rows.subarray(like, like + dimension),
          random,
        );
      }
      const next = (some.at(-1)?.id ?? nextId) + 1;
      await write(open, some, seen, { ...segment, ids: some.map(({ id }) => id), rows }, next, commits + 1);
    }
  } finally {
    open.close();
  }
}

const camera = (taken: number): object => ({ taken, takenFrom: 'exif', camera: 'Bench 1' });

async function read(database: IDBDatabase): Promise<{
  photos: Stored[];
  thumbnails: unknown[];
  segment: StoredSegment;
  nextId: number;
  commits: number;
}> {
  const transaction = database.transaction([...STORES]);
  const [pages, sheets, segments, nextId, commits] = await Promise.all([
    request(transaction.objectStore('pages').getAll() as IDBRequest<Stored[][]>),
    request(transaction.objectStore('sheets').getAll() as IDBRequest<ReadonlyMap<number, unknown>[]>),
    request(transaction.objectStore('segments').getAll() as IDBRequest<StoredSegment[]>),
    request(transaction.objectStore('meta').get('nextId') as IDBRequest<number>),
    request(transaction.objectStore('meta').get('commits') as IDBRequest<number>),
  ]);
  const thumbnails = sheets.flatMap((page) => [...page.values()]);
  const [segment] = segments;
  if (!segment || thumbnails.length === 0) throw new Error('The library has no photos to make others of.');
  return { photos: pages.flat(), thumbnails, segment, nextId, commits };
}

/** Writes photos whose ids follow each other, and what comes with them. */
async function write(
  database: IDBDatabase,
  photos: readonly Stored[],
  thumbnails: ReadonlyMap<number, unknown>,
  segment: StoredSegment | undefined,
  nextId: number,
  commits: number,
): Promise<void> {
  const transaction = database.transaction([...STORES], 'readwrite');
  const pages = transaction.objectStore('pages');
  for (const [page, some] of Map.groupBy(photos, ({ id }) => Math.floor(id / RECORD_IDS))) {
    const before = (await request(pages.get(page) as IDBRequest<Stored[] | undefined>)) ?? [];
    const ids = new Set(some.map(({ id }) => id));
    pages.put([...before.filter(({ id }) => !ids.has(id)), ...some], page);
  }
  const sheets = transaction.objectStore('sheets');
  for (const [page, some] of Map.groupBy(thumbnails, ([id]) => Math.floor(id / THUMBNAIL_IDS))) {
    const before = await request(sheets.get(page) as IDBRequest<ReadonlyMap<number, unknown> | undefined>);
    sheets.put(new Map([...(before ?? []), ...some]), page);
  }
  if (segment) {
    const { space, dtype, ids, rows } = segment;
    const dimension = rows.length / ids.length;
    for (let start = 0; start < ids.length; start += SEGMENT_ROWS) {
      const own = ids.slice(start, start + SEGMENT_ROWS);
      transaction.objectStore('segments').add({
        ...{ space, dtype, ids: own, versions: own.map(() => 1) },
        rows: rows.slice(start * dimension, (start + own.length) * dimension),
      });
    }
  }
  transaction.objectStore('meta').put(nextId, 'nextId');
  transaction.objectStore('meta').put(commits, 'commits');
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** As the library writes it: the contrast, and frequencies that are the weaker the higher they are, as in photos. */
function fingerprintOf(random: () => number): string {
  const values = Float64Array.from({ length: FREQUENCIES ** 2 }, (_, i) => {
    const [across, down] = [i % FREQUENCIES, Math.floor(i / FREQUENCIES)];
    return i === 0 ? 0 : normal(random) / (across ** 2 + down ** 2) ** 0.75;
  });
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const bytes = Uint8Array.from(values, (value) => Math.round((127 * value) / largest));
  bytes[0] = 2 * 40;
  return btoa(String.fromCharCode(...bytes));
}

/** A row that is as far from another one as those of different photos are. */
function fillRow(row: Float32Array, like: Float32Array, random: () => number): void {
  const noise = 0.6 / Math.sqrt(row.length);
  let squares = 0;
  for (let i = 0; i < row.length; i++) {
    const value = (like[i] as number) + noise * normal(random);
    row[i] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / length;
}

const hashOf = (random: () => number): string =>
  Array.from({ length: 8 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

/** A normally distributed number, nearly: the sum of twelve uniform ones. */
function normal(random: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

/** Seeded, unlike `Math.random`: the same numbers on every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function request<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
