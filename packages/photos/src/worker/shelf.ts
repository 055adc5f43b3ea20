import type { Matrix } from '@web-clip/vectors';
import type { Folder } from '../photo.ts';
import { type Change, ChangeChannel } from './changes.ts';
import { FULL_SEGMENT_ROWS, firstStep, type KeyedSegment, mergedRows, toMerge } from './compaction.ts';
import { type Database, openDatabase, type PhotoRecord, type Segment, type Thumbnail } from './database.ts';
import { changedPages, idsOn } from './photo-pages.ts';
import { Rows } from './rows.ts';
import {
  allSegments,
  indexOf,
  isCurrent,
  type PhotoRow,
  readSegment,
  readSegments,
  segmentOf,
} from './segments.ts';
import { inSteps, Sheets } from './sheets.ts';
import { atomically, guarded } from './writing.ts';

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
  /** Ids of photos to remove: a few, others go by {@link Shelf.remove}. */
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
  #rows: Rows;
  #commits = 0;
  #nextId = 1;
  /** What changes memory: what is committed here, and what other tabs have, one after the other. */
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

  /** Which embeddings are loaded. */
  get space(): string {
    return this.options.space;
  }

  /** Values in each of them. */
  get dimension(): number {
    return this.options.dimension;
  }

  /** Reads the embeddings of all spaces; see {@link allSegments}. */
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

  /** A number that no photo and no folder of this library has had. */
  takeId(): number {
    return this.#nextId++;
  }

  /**
   * Follows what other tabs commit.
   *
   * @param changed Is told when there is something new.
   * @returns Once what was committed before is here.
   */
  async follow(changed: () => void): Promise<void> {
    this.#channel.listen((change) => {
      // A shelf that was closed, or storage that fails: the next call says so.
      this.#inTurn(() => this.#apply(change)).then(changed, () => undefined);
    });
    await this.refresh();
  }

  /** Reads everything anew if another tab has committed what this one has not heard of. */
  refresh(): Promise<void> {
    return this.#inTurn(() =>
      guarded(async () => {
        if (((await this.database.get('meta', 'commits')) ?? 0) !== this.#commits) await this.#load();
      }),
    );
  }

  /**
   * Writes one step of work.
   *
   * @throws ClipError `storage-full` or `storage-failed`; then nothing was written.
   */
  commit(change: Commit): Promise<void> {
    return this.#inTurn(() => this.#commit(change));
  }

  /**
   * Removes photos step by step, then their folder.
   *
   * @throws ClipError `storage-full` or `storage-failed`; then some may be removed.
   */
  async remove(ids: readonly number[], folder?: number): Promise<void> {
    for (const removed of inSteps(ids)) await this.commit({ removed });
    if (folder !== undefined) await this.commit({ removedFolder: folder });
  }

  /**
   * Rewrites the small segments that commits leave behind, so that opening stays quick, and those whose
   * photos are gone, so that their rows do not stay on disk. Removes those that are damaged.
   *
   * @throws ClipError `storage-full` or `storage-failed`; then what was not rewritten is as it was.
   */
  async compact(): Promise<void> {
    const waiting = toMerge(this.#rows.segments, this.#photos);
    while (waiting.length > 0) {
      const step = waiting.splice(0, firstStep(waiting, this.#photos).length);
      const last = (await this.#inTurn(() => this.#merge(step))).at(-1);
      // What does not fill a segment goes with the next ones.
      const goesOn =
        last && last[1].ids.length < FULL_SEGMENT_ROWS && last[1].dtype === waiting[0]?.[1].dtype;
      if (goesOn) waiting.unshift(last);
    }
    await this.#inTurn(() => this.#removeDamaged());
  }

  /** @returns A photo's small picture. */
  thumbnail(id: number): Promise<Thumbnail | undefined> {
    return guarded(() => this.#sheets.thumbnail(id));
  }

  /** Waits until nothing is being written. */
  async idle(): Promise<void> {
    await this.#turns;
  }

  /** Closes the database, and gives the GPU's memory back. */
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
      // Each in a call of its own: what there is no memory to copy throws, and all others are waited for still.
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

  /** @returns What has taken the place of these segments. */
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
      // A disk that did not answer, or memory that was short, may have been the reason.
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

  /** Counts a commit, and tells the other tabs of it. */
  #tell(pages: readonly number[], added: readonly number[], merged: readonly number[]): void {
    this.#commits++;
    this.#channel.tell({ commits: this.#commits, pages, added, merged });
  }

  #setPhoto(photo: PhotoRecord): void {
    // The old content's row is not the photo's any more.
    if (this.#photos.get(photo.id)?.version !== photo.version) this.matrix.delete([photo.id]);
    this.#photos.set(photo.id, photo);
  }

  #removePhotos(ids: readonly number[]): void {
    for (const id of ids) this.#photos.delete(id);
    this.matrix.delete(ids);
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
    // The longest first: while they are unpacked here, the browser reads on.
    const reading = keys.then((keys) => readSegments(this.database, keys, this.dimension));
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
