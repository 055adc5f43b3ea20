import { BLOCK_ROWS, Matrix } from '@web-clip/vectors';
import { orClipError } from 'web-clip/host';
import type { Folder } from '../photo.ts';
import { type Database, openDatabase, type PhotoRecord, type Segment, type Thumbnail } from './database.ts';
import { changedPages } from './photo-pages.ts';

/** What one commit writes; all of it or nothing. */
export interface Commit {
  /** New or changed photos. */
  photos?: readonly PhotoRecord[];
  /** Embeddings of photos, all of one space. */
  rows?: readonly { photo: PhotoRecord; row: Float32Array }[];
  thumbnails?: readonly { id: number; thumbnail: Thumbnail }[];
  folder?: Folder;
  /** Ids of photos to remove. */
  removed?: readonly number[];
  removedFolder?: number;
}

/** What a segment in the database holds, without its rows: those are in the matrix. */
type SegmentIndex = Pick<Segment, 'dtype' | 'ids' | 'versions'>;

const indexOf = ({ dtype, ids, versions }: Segment): SegmentIndex => ({ dtype, ids, versions });

/** Whether a segment's row belongs to its photo still. */
const isCurrent = (
  { ids, versions }: SegmentIndex,
  row: number,
  photos: ReadonlyMap<number, PhotoRecord>,
): boolean => photos.get(ids[row] as number)?.version === versions[row];

/** Rows in a segment that is not worth merging any more; the matrix takes over what is read of it. */
const FULL_SEGMENT_ROWS = BLOCK_ROWS;

/** Small segments that may pile up before they are merged. */
const SMALL_SEGMENTS = 32;

/**
 * A library's photos in memory, and the database behind them. What is in memory has been committed:
 * it follows the database, never the other way round.
 */
export class Shelf {
  #folders = new Map<number, Folder>();
  #photos = new Map<number, PhotoRecord>();
  #segments = new Map<number, SegmentIndex>();
  #matrix: Matrix;
  #commits = 0;
  #nextId = 1;

  private constructor(
    private readonly database: Database,
    private readonly space: string,
    private readonly dtype: string,
    private readonly dimension: number,
    private readonly gpu: GPUDevice | undefined,
  ) {
    this.#matrix = new Matrix(dimension, gpu);
  }

  /**
   * @param name Name of the library.
   * @param space Which embeddings to load.
   * @param dtype The number format of those that will be added.
   * @param dimension Their length.
   * @param gpu Searches many of them; stays the caller's.
   * @throws ClipError `storage-failed`.
   */
  static open(
    name: string,
    space: string,
    dtype: string,
    dimension: number,
    gpu?: GPUDevice,
  ): Promise<Shelf> {
    return guarded(async () => {
      const shelf = new Shelf(await openDatabase(name), space, dtype, dimension, gpu);
      await shelf.#load();
      return shelf;
    });
  }

  /** Folders by id. */
  get folders(): ReadonlyMap<number, Folder> {
    return this.#folders;
  }

  /** Photos by id. */
  get photos(): ReadonlyMap<number, PhotoRecord> {
    return this.#photos;
  }

  /** The embeddings of photos that a search can find. */
  get matrix(): Matrix {
    return this.#matrix;
  }

  /** A number that no photo and no folder of this library has had. */
  takeId(): number {
    return this.#nextId++;
  }

  /** Reads everything anew if another tab has committed since. */
  async refresh(): Promise<void> {
    await guarded(async () => {
      if (((await this.database.get('meta', 'commits')) ?? 0) !== this.#commits) await this.#load();
    });
  }

  /**
   * Writes one step of work.
   *
   * @throws ClipError `storage-failed`; then nothing was written.
   */
  async commit(change: Commit): Promise<void> {
    const { photos = [], rows = [], thumbnails = [], folder, removed = [], removedFolder } = change;
    const segment = rows.length > 0 ? this.#segment(rows, this.dtype) : undefined;
    await guarded(async () => {
      const transaction = this.database.transaction(
        ['folders', 'pages', 'thumbnails', 'segments', 'meta'],
        'readwrite',
      );
      const store = transaction.objectStore.bind(transaction);
      // First: if there is no memory to copy it, it throws, and nothing must have been written.
      const key = segment && store('segments').add(segment);
      const writes: Promise<unknown>[] = [
        ...[...changedPages(this.#photos, photos, removed)].map(([page, records]) =>
          store('pages').put(records, page),
        ),
        ...thumbnails.map(({ id, thumbnail }) => store('thumbnails').put(thumbnail, id)),
        ...removed.map((id) => store('thumbnails').delete(id)),
        store('meta').put(this.#commits + 1, 'commits'),
        store('meta').put(this.#nextId, 'nextId'),
      ];
      if (folder) writes.push(store('folders').put(folder));
      if (removedFolder !== undefined) writes.push(store('folders').delete(removedFolder));
      await Promise.all([...writes, key, transaction.done]);
      if (segment && key) this.#segments.set(await key, indexOf(segment));
    });
    this.#commits++;
    if (folder) this.#folders.set(folder.id, folder);
    if (removedFolder !== undefined) this.#folders.delete(removedFolder);
    for (const photo of photos) {
      // The old content's row is not the photo's any more.
      if (this.#photos.get(photo.id)?.version !== photo.version) this.#matrix.delete([photo.id]);
      this.#photos.set(photo.id, photo);
    }
    for (const id of removed) this.#photos.delete(id);
    this.#matrix.delete(removed);
    for (const { photo, row } of rows) this.#matrix.set([photo.id], row);
  }

  /**
   * Rewrites the small segments that commits leave behind, so that opening stays quick, and those whose
   * photos are gone, so that their rows do not stay on disk.
   */
  async compact(): Promise<void> {
    const keys = [...this.#segments.keys()];
    const small = keys.filter((key) => (this.#segments.get(key)?.ids.length ?? 0) < FULL_SEGMENT_ROWS);
    const dying = keys.filter((key) => this.#isMostlyDead(key));
    const chosen = new Set([...dying, ...(small.length > SMALL_SEGMENTS ? small : [])]);
    if (chosen.size === 0) return;
    const rows = new Map<string, Map<number, { photo: PhotoRecord; row: Float32Array }>>();
    for (const key of chosen) {
      const { dtype, ids, versions } = this.#segments.get(key) as SegmentIndex;
      for (const [i, id] of ids.entries()) {
        const photo = this.#photos.get(id);
        // The newest row of a photo is the one in memory.
        const row = photo?.version === versions[i] ? this.#matrix.get(id) : undefined;
        if (photo && row) rows.set(dtype, (rows.get(dtype) ?? new Map()).set(id, { photo, row }));
      }
    }
    await guarded(async () => {
      const transaction = this.database.transaction(['segments', 'meta'], 'readwrite');
      const segments = transaction.objectStore('segments');
      const written: [number, SegmentIndex][] = [];
      for (const key of chosen) await segments.delete(key);
      for (const [dtype, byId] of rows) {
        const all = [...byId.values()];
        for (let start = 0; start < all.length; start += FULL_SEGMENT_ROWS) {
          const segment = this.#segment(all.slice(start, start + FULL_SEGMENT_ROWS), dtype);
          written.push([await segments.add(segment), indexOf(segment)]);
        }
      }
      // Other tabs have to learn which segments there are now.
      await transaction.objectStore('meta').put(this.#commits + 1, 'commits');
      await transaction.done;
      this.#commits++;
      for (const key of chosen) this.#segments.delete(key);
      for (const [key, segment] of written) this.#segments.set(key, segment);
    });
  }

  #isMostlyDead(key: number): boolean {
    const segment = this.#segments.get(key) as SegmentIndex;
    const live = segment.ids.filter((_, i) => isCurrent(segment, i, this.#photos)).length;
    return live * 2 < segment.ids.length;
  }

  /** @returns A photo's small picture. */
  thumbnail(id: number): Promise<Thumbnail | undefined> {
    return guarded(() => this.database.get('thumbnails', id));
  }

  /** Waits until nothing is being written. */
  async idle(): Promise<void> {
    await this.database.transaction(this.database.objectStoreNames, 'readwrite').done;
  }

  /** Closes the database, and gives the GPU's memory back. */
  close(): void {
    this.#matrix.release();
    this.database.close();
  }

  async #load(): Promise<void> {
    const transaction = this.database.transaction(['folders', 'pages', 'segments', 'meta']);
    const store = transaction.objectStore.bind(transaction);
    const keys = await store('segments').index('space').getAllKeys(this.space);
    // The longest first: while they are unpacked here, the browser reads on.
    const [segments, pages, folders, commits, nextId] = await Promise.all([
      Promise.all(keys.map(async (key) => [key, (await store('segments').get(key)) as Segment] as const)),
      store('pages').getAll(),
      store('folders').getAll(),
      store('meta').get('commits'),
      store('meta').get('nextId'),
    ]);
    const photos = new Map<number, PhotoRecord>();
    for (const page of pages) for (const photo of page) photos.set(photo.id, photo);
    const matrix = new Matrix(this.dimension, this.gpu);
    const others: Segment[] = [];
    for (const [, segment] of segments) {
      const { ids, rows } = segment;
      // What the matrix can take over comes first.
      const whole = ids.length === FULL_SEGMENT_ROWS && ids.every((_, i) => isCurrent(segment, i, photos));
      if (whole) matrix.set(ids, rows);
      else others.push(segment);
    }
    for (const segment of others) {
      for (const [i, id] of segment.ids.entries()) {
        if (!isCurrent(segment, i, photos)) continue;
        matrix.set([id], segment.rows.subarray(i * this.dimension, (i + 1) * this.dimension));
      }
    }
    this.#commits = commits ?? 0;
    this.#nextId = nextId ?? 1;
    this.#folders = new Map(folders.map((folder) => [folder.id, folder]));
    this.#photos = photos;
    this.#segments = new Map(segments.map(([key, segment]) => [key, indexOf(segment)]));
    this.#matrix.release();
    this.#matrix = matrix;
  }

  #segment(rows: readonly { photo: PhotoRecord; row: Float32Array }[], dtype: string): Segment {
    const values = new Float32Array(rows.length * this.dimension);
    for (const [i, { row }] of rows.entries()) values.set(row, i * this.dimension);
    return {
      space: this.space,
      dtype,
      ids: rows.map(({ photo }) => photo.id),
      versions: rows.map(({ photo }) => photo.version),
      rows: values,
    };
  }
}

const guarded = <T>(work: () => Promise<T>): Promise<T> =>
  orClipError(
    'storage-failed',
    'The browser’s storage refused the library. Free some space, or leave private browsing, and try again.',
    work,
  );
