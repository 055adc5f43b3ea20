import { Matrix } from '@web-clip/vectors';
import { inStorage } from 'web-clip/host';
import type { Folder } from '../photo.ts';
import { type Change, ChangeChannel } from './changes.ts';
import { FULL_SEGMENT_ROWS, mergedRows, toMerge } from './compaction.ts';
import { type Database, openDatabase, type PhotoRecord, type Segment, type Thumbnail } from './database.ts';
import { changedPages, pageOf } from './photo-pages.ts';
import {
  indexOf,
  isCurrent,
  type PhotoRow,
  readSegment,
  type SegmentIndex,
  sealed,
  segmentOf,
} from './segments.ts';

/** What one commit writes; all of it or nothing. */
export interface Commit {
  /** New or changed photos. */
  photos?: readonly PhotoRecord[];
  /** Embeddings of photos, all of one space. */
  rows?: readonly PhotoRow[];
  /** The same, or embeddings of another space, as they are to be stored. */
  segment?: Segment;
  thumbnails?: readonly { id: number; thumbnail: Thumbnail }[];
  folder?: Folder;
  /** Ids of photos to remove. */
  removed?: readonly number[];
  removedFolder?: number;
}

/** What a shelf is opened with. */
export interface ShelfOptions {
  /** Name of the library. */
  name: string;
  /** Which embeddings to load. */
  space: string;
  /** The number format of those that will be added. */
  dtype: string;
  /** Their length. */
  dimension: number;
  /** Searches many of them; stays the caller's. */
  gpu?: GPUDevice | undefined;
}

/**
 * A library's photos in memory, and the database behind them. What is in memory has been committed:
 * it follows the database, never the other way round, also where another tab has written.
 */
export class Shelf {
  #folders = new Map<number, Folder>();
  #photos = new Map<number, PhotoRecord>();
  #segments = new Map<number, SegmentIndex>();
  /** Keys of segments that cannot be read, or are not what was written: their photos are embedded again. */
  #damaged = new Set<number>();
  #matrix: Matrix;
  #commits = 0;
  #nextId = 1;
  /** What other tabs have committed is taken over one after the other. */
  #following: Promise<unknown> = Promise.resolve();
  readonly #channel: ChangeChannel;

  private constructor(
    private readonly options: ShelfOptions,
    private readonly database: Database,
  ) {
    this.#matrix = this.#newMatrix();
    this.#channel = new ChangeChannel(options.name);
  }

  /** @throws ClipError `storage-failed`. */
  static open(options: ShelfOptions): Promise<Shelf> {
    return guarded(async () => {
      const shelf = new Shelf(options, await openDatabase(options.name));
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

  /** Which embeddings are loaded. */
  get space(): string {
    return this.options.space;
  }

  /** Reads the embeddings of all spaces that are intact, one segment after the other. */
  async *allSegments(): AsyncGenerator<Segment> {
    for (const key of await guarded(() => this.database.getAllKeys('segments'))) {
      const segment = await readSegment(this.database, key);
      if (typeof segment === 'object') yield segment.checksum ? segment : await sealed(segment);
    }
  }

  /** A number that no photo and no folder of this library has had. */
  takeId(): number {
    return this.#nextId++;
  }

  /**
   * Follows what other tabs commit.
   *
   * @param changed Is told when there is something new.
   */
  follow(changed: () => void): void {
    this.#channel.listen((change) => {
      this.#following = this.#following
        .then(() => this.#apply(change))
        .then(changed)
        // A shelf that was closed, or storage that fails: the next call says so.
        .catch(() => undefined);
    });
  }

  /** Reads everything anew if another tab has committed what this one has not heard of. */
  async refresh(): Promise<void> {
    await this.#following;
    await guarded(async () => {
      if (((await this.database.get('meta', 'commits')) ?? 0) !== this.#commits) await this.#load();
    });
  }

  /**
   * Writes one step of work.
   *
   * @throws ClipError `storage-full` or `storage-failed`; then nothing was written.
   */
  async commit(change: Commit): Promise<void> {
    const { photos = [], rows = [], thumbnails = [], folder, removed = [], removedFolder } = change;
    const segment = rows.length > 0 ? await this.#segment(rows, this.options.dtype) : change.segment;
    const pages = changedPages(this.#photos, photos, removed);
    const added: number[] = [];
    await guarded(async () => {
      const transaction = this.database.transaction(
        ['folders', 'pages', 'thumbnails', 'segments', 'meta'],
        'readwrite',
      );
      const store = transaction.objectStore.bind(transaction);
      // First: if there is no memory to copy it, it throws, and nothing must have been written.
      const key = segment && store('segments').add(segment);
      const writes: Promise<unknown>[] = [
        ...[...pages].map(([page, records]) => store('pages').put(records, page)),
        ...thumbnails.map(({ id, thumbnail }) => store('thumbnails').put(thumbnail, id)),
        ...removed.map((id) => store('thumbnails').delete(id)),
        store('meta').put(this.#commits + 1, 'commits'),
        store('meta').put(this.#nextId, 'nextId'),
      ];
      if (folder) writes.push(store('folders').put(folder));
      if (removedFolder !== undefined) writes.push(store('folders').delete(removedFolder));
      await Promise.all([...writes, key, transaction.done]);
      if (key) added.push(await key);
    });
    this.#commits++;
    if (folder) this.#folders.set(folder.id, folder);
    if (removedFolder !== undefined) this.#folders.delete(removedFolder);
    for (const photo of photos) this.#setPhoto(photo);
    for (const id of removed) this.#photos.delete(id);
    this.#matrix.delete(removed);
    for (const key of added) {
      if (segment?.space === this.options.space) this.#take(key, segment, this.#matrix);
    }
    this.#channel.tell({ commits: this.#commits, pages: [...pages.keys()], added, merged: [] });
  }

  /**
   * Rewrites the small segments that commits leave behind, so that opening stays quick, and those whose
   * photos are gone, so that their rows do not stay on disk. Removes those that are damaged.
   *
   * @throws ClipError `storage-full` or `storage-failed`; then nothing was written.
   */
  async compact(): Promise<void> {
    const chosen = toMerge(this.#segments, this.#photos);
    const merged = [...chosen.keys(), ...this.#damaged];
    if (merged.length === 0) return;
    const segments = await Promise.all(
      mergedRows(chosen.values(), this.#photos, this.#matrix).map(([dtype, rows]) =>
        this.#segment(rows, dtype),
      ),
    );
    const added: number[] = [];
    await guarded(async () => {
      const transaction = this.database.transaction(['segments', 'meta'], 'readwrite');
      const store = transaction.objectStore('segments');
      for (const key of merged) await store.delete(key);
      for (const segment of segments) added.push(await store.add(segment));
      await transaction.objectStore('meta').put(this.#commits + 1, 'commits');
      await transaction.done;
    });
    this.#commits++;
    this.#damaged.clear();
    for (const key of chosen.keys()) this.#segments.delete(key);
    for (const [i, key] of added.entries()) this.#segments.set(key, indexOf(segments[i] as Segment));
    this.#channel.tell({ commits: this.#commits, pages: [], added, merged });
  }

  /** @returns A photo's small picture. */
  thumbnail(id: number): Promise<Thumbnail | undefined> {
    return guarded(() => this.database.get('thumbnails', id));
  }

  /** Waits until nothing is being written. */
  async idle(): Promise<void> {
    await this.#following;
    await this.database.transaction(this.database.objectStoreNames, 'readwrite').done;
  }

  /** Closes the database, and gives the GPU's memory back. */
  close(): void {
    this.#channel.close();
    this.#matrix.release();
    this.database.close();
  }

  #newMatrix(): Matrix {
    return new Matrix(this.options.dimension, this.options.gpu);
  }

  #setPhoto(photo: PhotoRecord): void {
    // The old content's row is not the photo's any more.
    if (this.#photos.get(photo.id)?.version !== photo.version) this.#matrix.delete([photo.id]);
    this.#photos.set(photo.id, photo);
  }

  /** Takes over what another tab has committed. */
  async #apply({ commits, pages, added, merged }: Change): Promise<void> {
    if (commits <= this.#commits) return;
    // Something was missed.
    if (commits !== this.#commits + 1) return this.#load();
    const transaction = this.database.transaction(['folders', 'pages', 'meta']);
    const store = transaction.objectStore.bind(transaction);
    const [folders, nextId, ...records] = await Promise.all([
      store('folders').getAll(),
      store('meta').get('nextId'),
      ...pages.map((page) => store('pages').get(page)),
    ]);
    const segments = await this.#read(added);
    if (!segments) return this.#load();
    const left = new Set(records.flat().map((photo) => photo?.id));
    const changed = new Set(pages);
    const removed = [...this.#photos.keys()].filter((id) => changed.has(pageOf(id)) && !left.has(id));
    for (const id of removed) this.#photos.delete(id);
    this.#matrix.delete(removed);
    for (const photo of records.flat()) if (photo) this.#setPhoto(photo);
    for (const key of merged) {
      this.#segments.delete(key);
      this.#damaged.delete(key);
    }
    for (const [key, segment] of segments) {
      // Another tab may use another model.
      if (segment.space === this.options.space) this.#take(key, segment, this.#matrix);
    }
    this.#folders = new Map(folders.map((folder) => [folder.id, folder]));
    this.#nextId = nextId ?? this.#nextId;
    this.#commits = commits;
  }

  async #load(): Promise<void> {
    const transaction = this.database.transaction(['folders', 'pages', 'segments', 'meta']);
    const store = transaction.objectStore.bind(transaction);
    const keys = store('segments').index('space').getAllKeys(this.options.space);
    // The longest first: while they are unpacked here, the browser reads on.
    const reading = keys.then((keys) => this.#read(keys));
    const [segments, pages, folders, commits, nextId] = await Promise.all([
      reading,
      store('pages').getAll(),
      store('folders').getAll(),
      store('meta').get('commits'),
      store('meta').get('nextId'),
    ]);
    // Another tab has merged them meanwhile.
    if (!segments) return this.#load();
    this.#photos = new Map(pages.flat().map((photo) => [photo.id, photo]));
    this.#folders = new Map(folders.map((folder) => [folder.id, folder]));
    this.#commits = commits ?? 0;
    this.#nextId = nextId ?? 1;
    this.#segments.clear();
    const read = await keys;
    this.#damaged = new Set(read.filter((key) => !segments.has(key)));
    const matrix = this.#newMatrix();
    // What the matrix can take over comes first.
    const isWhole = (segment: Segment): boolean =>
      segment.ids.length === FULL_SEGMENT_ROWS &&
      segment.ids.every((_, i) => isCurrent(segment, i, this.#photos));
    const whole = new Map([...segments].filter(([, segment]) => isWhole(segment)));
    for (const [key, segment] of whole) {
      this.#segments.set(key, indexOf(segment));
      matrix.set(segment.ids, segment.rows);
    }
    for (const [key, segment] of segments) if (!whole.has(key)) this.#take(key, segment, matrix);
    this.#matrix.release();
    this.#matrix = matrix;
  }

  /** @returns The segments that are intact; undefined if one is not there any more. */
  async #read(keys: readonly number[]): Promise<Map<number, Segment> | undefined> {
    const { dimension } = this.options;
    const read = await Promise.all(
      keys.map(async (key) => [key, await readSegment(this.database, key, dimension)] as const),
    );
    if (read.some(([, segment]) => segment === 'gone')) return undefined;
    return new Map(read.flatMap(([key, segment]) => (typeof segment === 'object' ? [[key, segment]] : [])));
  }

  #take(key: number, segment: Segment, matrix: Matrix): void {
    const { dimension } = this.options;
    this.#segments.set(key, indexOf(segment));
    for (const [i, id] of segment.ids.entries()) {
      if (!isCurrent(segment, i, this.#photos)) continue;
      matrix.set([id], segment.rows.subarray(i * dimension, (i + 1) * dimension));
    }
  }

  #segment(rows: readonly PhotoRow[], dtype: string): Promise<Segment> {
    const { space, dimension } = this.options;
    return segmentOf(space, dtype, dimension, rows);
  }
}

const guarded = <T>(work: () => Promise<T>): Promise<T> =>
  inStorage(
    {
      full: 'There is no room left for the library in this browser’s storage. What was indexed is kept. Delete a model that you do not use, or free some space on the disk, and go on.',
      failed:
        'The browser’s storage refused the library. Let this site store data, free some space, or leave private browsing, and try again.',
    },
    work,
  );
