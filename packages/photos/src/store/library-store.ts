import type { Matrix } from '@web-clip/vectors';
import type { Folder } from '../photo.ts';
import { type Change, ChangeChannel } from './change-channel.ts';
import { FULL_SEGMENT_ROWS, firstStep, type KeyedSegment, mergedRows, toMerge } from './compaction.ts';
import { type Database, openDatabase, type PhotoRecord, type Segment, type Thumbnail } from './database.ts';
import { Rows } from './loaded-embeddings.ts';
import { changedPages, idsOn } from './photo-pages.ts';
import {
  allSegments,
  indexOf,
  isCurrent,
  type PhotoRow,
  readSegment,
  readSegments,
  segmentOf,
} from './segments.ts';
import { inSteps, Sheets } from './thumbnail-pages.ts';
import { atomically, guarded } from './writing.ts';

/** What one commit writes atomically. */
export interface Commit {
  /** New or changed photos. */
  photos?: readonly PhotoRecord[];
  /** Embeddings of photos, all of one space. */
  rows?: readonly PhotoRow[];
  /** Alternatively, a finished segment, which may belong to another space. */
  segment?: Segment;
  thumbnails?: readonly { id: number; thumbnail: Thumbnail }[];
  folder?: Folder;
  /** Ids of a few photos to remove. Use {@link Shelf.remove} for many. */
  removed?: readonly number[];
  removedFolder?: number;
}

/** Options of {@link Shelf.open}. */
export interface ShelfOptions {
  /** Name of the library. */
  name: string;
  /** Space of the embeddings to load. */
  space: string;
  /** Number format of embeddings that will be added. */
  dtype: string;
  /** Values per embedding. */
  dimension: number;
  /** Searches large matrices. The caller keeps ownership. */
  gpu?: GPUDevice | undefined;
}

/**
 * A library's photos in memory, and the database behind them. Memory only ever contains committed data: it follows
 * the database, never the other way round, including commits by other tabs.
 */
export class Shelf {
  #folders = new Map<number, Folder>();
  #photos = new Map<number, PhotoRecord>();
  #rows: Rows;
  #commits = 0;
  #nextId = 1;
  /** Serialises all changes to memory: commits of this tab and those of other tabs. */
  #turns: Promise<unknown> = Promise.resolve();
  readonly #channel: ChangeChannel;
  readonly #sheets: Sheets;

  private constructor(
    private readonly options: ShelfOptions,
    private readonly database: Database,
  ) {
    this.#rows = this.#newRows();
    this.#channel = new ChangeChannel(options.name);
    this.#sheets = new Sheets(database);
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
    return this.#rows.matrix;
  }

  /** Space of the loaded embeddings. */
  get space(): string {
    return this.options.space;
  }

  /** Values per embedding. */
  get dimension(): number {
    return this.options.dimension;
  }

  /** Reads the segments of all spaces; see {@link allSegments}. */
  allSegments(): AsyncGenerator<Segment> {
    return allSegments(this.database);
  }

  /** @returns Ids of the photos that have an embedding of a space. */
  async embedded(space: string): Promise<Set<number>> {
    if (space === this.space) return new Set([...this.#photos.keys()].filter((id) => this.matrix.has(id)));
    const ids = new Set<number>();
    for await (const segment of this.allSegments()) {
      if (segment.space !== space) continue;
      for (const [row, id] of segment.ids.entries()) if (isCurrent(segment, row, this.#photos)) ids.add(id);
    }
    return ids;
  }

  /** @returns An id that no photo or folder of this library has ever had. */
  takeId(): number {
    return this.#nextId++;
  }

  /**
   * Follows the commits of other tabs.
   *
   * @param changed Called after each change.
   * @returns Resolves when all earlier commits are loaded.
   */
  async follow(changed: () => void): Promise<void> {
    this.#channel.listen((change) => {
      // Ignore a closed shelf and storage errors: the next call reports them.
      this.#inTurn(() => this.#apply(change)).then(changed, () => undefined);
    });
    await this.refresh();
  }

  /** Reloads everything if this tab has missed a commit of another tab. */
  refresh(): Promise<void> {
    return this.#inTurn(() =>
      guarded(async () => {
        if (((await this.database.get('meta', 'commits')) ?? 0) !== this.#commits) await this.#load();
      }),
    );
  }

  /**
   * Commits a change.
   *
   * @throws ClipError `storage-full` or `storage-failed`; nothing was written then.
   */
  commit(change: Commit): Promise<void> {
    return this.#inTurn(() => this.#commit(change));
  }

  /**
   * Removes photos step by step, then their folder.
   *
   * @throws ClipError `storage-full` or `storage-failed`; some photos may have been removed then.
   */
  async remove(ids: readonly number[], folder?: number): Promise<void> {
    for (const removed of inSteps(ids)) await this.commit({ removed });
    if (folder !== undefined) await this.commit({ removedFolder: folder });
  }

  /**
   * Merges small segments that commits leave behind, so that the library opens quickly. Rewrites segments whose
   * photos are mostly gone, so that their rows do not stay on disk. Removes damaged segments.
   *
   * @throws ClipError `storage-full` or `storage-failed`; segments that were not rewritten stay as they were.
   */
  async compact(): Promise<void> {
    const waiting = toMerge(this.#rows.segments, this.#photos);
    while (waiting.length > 0) {
      const step = waiting.splice(0, firstStep(waiting, this.#photos).length);
      const last = (await this.#inTurn(() => this.#merge(step))).at(-1);
      // A segment that is not full is merged with the next ones.
      const goesOn =
        last && last[1].ids.length < FULL_SEGMENT_ROWS && last[1].dtype === waiting[0]?.[1].dtype;
      if (goesOn) waiting.unshift(last);
    }
    await this.#inTurn(() => this.#removeDamaged());
  }

  /** @returns A photo's thumbnail. */
  thumbnail(id: number): Promise<Thumbnail | undefined> {
    return guarded(() => this.#sheets.thumbnail(id));
  }

  /** Waits until nothing is being written. */
  async idle(): Promise<void> {
    await this.#turns;
  }

  /** Closes the database and frees GPU memory. */
  close(): void {
    this.#channel.close();
    this.matrix.release();
    this.database.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }

  #newRows(): Rows {
    return new Rows(this.options.dimension, this.options.gpu);
  }

  async #commit(change: Commit): Promise<void> {
    const { photos = [], rows = [], thumbnails = [], folder, removed = [], removedFolder } = change;
    const segment = rows.length > 0 ? await this.#segment(rows, this.options.dtype) : change.segment;
    const pages = changedPages(this.#photos, photos, removed);
    const replaced = thumbnails.flatMap(({ id }) => (this.#photos.has(id) ? id : []));
    const sheets = await this.#sheets.changed(this.#photos, thumbnails, removed);
    const stores = ['folders', 'pages', 'sheets', 'thumbnails', 'segments', 'meta'] as const;
    const key = await atomically(this.database, [...stores], async (transaction) => {
      const store = transaction.objectStore.bind(transaction);
      // Each `put` runs in its own async function: it throws when memory runs out, and the other requests are awaited
      // anyway.
      const [key] = await Promise.all([
        segment && (async () => store('segments').add(segment))(),
        ...[...pages].map(async ([page, records]) => store('pages').put(records, page)),
        ...[...sheets].map(async ([number, sheet]) =>
          sheet.size > 0 ? store('sheets').put(sheet, number) : store('sheets').delete(number),
        ),
        ...[...removed, ...replaced].map((id) => store('thumbnails').delete(id)),
        folder && store('folders').put(folder),
        removedFolder !== undefined && store('folders').delete(removedFolder),
        store('meta').put(this.#nextId, 'nextId'),
        store('meta').put(this.#commits + 1, 'commits'),
      ]);
      return key;
    });
    this.#sheets.take(sheets);
    if (folder) this.#folders.set(folder.id, folder);
    if (removedFolder !== undefined) this.#folders.delete(removedFolder);
    for (const photo of photos) this.#setPhoto(photo);
    this.#removePhotos(removed);
    if (key !== undefined && segment?.space === this.space) this.#rows.take(key, segment, this.#photos);
    this.#tell([...pages.keys()], key === undefined ? [] : [key], []);
  }

  /** @returns The segments that replaced these. */
  async #merge(merged: readonly KeyedSegment[]): Promise<KeyedSegment[]> {
    const dtype = merged[0]?.[1].dtype ?? this.options.dtype;
    const segments = await Promise.all(
      mergedRows(merged, this.#photos, this.matrix).map((rows) => this.#segment(rows, dtype)),
    );
    const added = await this.#replace(
      merged.map(([key]) => key),
      segments,
    );
    const inPlace = added.map((key, i): KeyedSegment => [key, indexOf(segments[i] as Segment)]);
    for (const [key, segment] of inPlace) this.#rows.segments.set(key, segment);
    return inPlace;
  }

  async #removeDamaged(): Promise<void> {
    const lost: number[] = [];
    for (const key of this.#rows.damaged) {
      // Try again, because a disk that did not answer or a lack of memory may have been temporary.
      const segment = await readSegment(this.database, key, this.dimension);
      if (typeof segment === 'object') this.#rows.take(key, segment, this.#photos);
      else lost.push(key);
    }
    if (lost.length > 0) await this.#replace(lost, []);
  }

  /** @returns Keys of the new segments. */
  async #replace(merged: readonly number[], segments: readonly Segment[]): Promise<number[]> {
    const added = await atomically(this.database, ['segments', 'meta'], async (transaction) => {
      const store = transaction.objectStore('segments');
      const [keys] = await Promise.all([
        Promise.all(segments.map(async (segment) => store.add(segment))),
        ...merged.map((key) => store.delete(key)),
        transaction.objectStore('meta').put(this.#commits + 1, 'commits'),
      ]);
      return keys;
    });
    this.#rows.drop(merged);
    this.#tell([], added, merged);
    return added;
  }

  /** Counts a commit, and notifies the other tabs. */
  #tell(pages: readonly number[], added: readonly number[], merged: readonly number[]): void {
    this.#commits++;
    this.#channel.tell({ commits: this.#commits, pages, added, merged });
  }

  #setPhoto(photo: PhotoRecord): void {
    // The row of the old content no longer belongs to the photo.
    if (this.#photos.get(photo.id)?.version !== photo.version) this.matrix.delete([photo.id]);
    this.#photos.set(photo.id, photo);
  }

  #removePhotos(ids: readonly number[]): void {
    for (const id of ids) this.#photos.delete(id);
    this.matrix.delete(ids);
  }

  /** Applies a commit of another tab. */
  async #apply({ commits, pages, added, merged }: Change): Promise<void> {
    if (commits <= this.#commits) return;
    // A commit was missed.
    if (commits !== this.#commits + 1) return this.#load();
    const transaction = this.database.transaction(['folders', 'pages', 'meta']);
    const store = transaction.objectStore.bind(transaction);
    const [folders, nextId, ...records] = await Promise.all([
      store('folders').getAll(),
      store('meta').get('nextId'),
      ...pages.map((page) => store('pages').get(page)),
    ]);
    const segments = await readSegments(this.database, added, this.dimension);
    if (!segments) return this.#load();
    const photos = records.flatMap((page) => page ?? []);
    const left = new Set(photos.map(({ id }) => id));
    this.#sheets.forget();
    this.#removePhotos(pages.flatMap(idsOn).filter((id) => this.#photos.has(id) && !left.has(id)));
    for (const photo of photos) this.#setPhoto(photo);
    this.#rows.drop(merged);
    for (const [key, segment] of segments) {
      // Another tab may use another model.
      if (segment.space === this.space) this.#rows.take(key, segment, this.#photos);
    }
    this.#folders = new Map(folders.map((folder) => [folder.id, folder]));
    this.#nextId = Math.max(this.#nextId, nextId ?? 1);
    this.#commits = commits;
  }

  async #load(): Promise<void> {
    const transaction = this.database.transaction(['folders', 'pages', 'segments', 'meta']);
    const store = transaction.objectStore.bind(transaction);
    const keys = store('segments').index('space').getAllKeys(this.space);
    // Start with the largest: the browser reads on while they are decoded here.
    const reading = keys.then((keys) => readSegments(this.database, keys, this.dimension));
    const [segments, pages, folders, commits, nextId] = await Promise.all([
      reading,
      store('pages').getAll(),
      store('folders').getAll(),
      store('meta').get('commits'),
      store('meta').get('nextId'),
    ]);
    // Another tab has merged segments meanwhile.
    if (!segments) return this.#load();
    this.#photos = new Map(pages.flat().map((photo) => [photo.id, photo]));
    this.#folders = new Map(folders.map((folder) => [folder.id, folder]));
    this.#commits = commits ?? 0;
    this.#nextId = Math.max(this.#nextId, nextId ?? 1);
    this.#sheets.forget();
    const rows = this.#newRows();
    rows.fill(await keys, segments, this.#photos);
    this.matrix.release();
    this.#rows = rows;
  }

  #segment(rows: readonly PhotoRow[], dtype: string): Promise<Segment> {
    return segmentOf(this.space, dtype, this.dimension, rows);
  }
}
