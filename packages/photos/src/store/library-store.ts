import type { Matrix } from '@web-clip/vectors';
import type { Folder } from '../photo.ts';
import { type Change, ChangeChannel } from './change-channel.ts';
import { FULL_SEGMENT_ROWS, firstStep, type KeyedSegment, mergedRows, toMerge } from './compaction.ts';
import type { Database } from './database.ts';
import { LibraryDatabase } from './library-database.ts';
import { LibraryState } from './library-state.ts';
import type { LibraryStoreOptions } from './library-store-options.ts';
import { changedPages, idsOn } from './photo-pages.ts';
import { goneRows, type PhotosByRow } from './photos-by-row.ts';
import { type PhotoRecord, rowsOf, type Segment, type Thumbnail } from './records.ts';
import { indexOf, isCurrent, type PhotoRow, segmentOf } from './segments.ts';
import { inSteps } from './thumbnail-pages.ts';

/** What one commit writes atomically. */
export interface Commit {
  /** New or changed photos. */
  photos?: readonly PhotoRecord[];
  /** Embeddings of photos, all of one space. Those of a video are written together. */
  rows?: readonly PhotoRow[];
  /** Alternatively, a finished segment, which may belong to another space. */
  segment?: Segment;
  /** By the ids of {@link rowsOf}. */
  thumbnails?: readonly { id: number; thumbnail: Thumbnail }[];
  folder?: Folder;
  /** Ids of a few photos to remove. Use {@link LibraryStore.remove} for many. */
  removed?: readonly number[];
  removedFolder?: number;
}

/**
 * A library: its state in memory, its database, and the other tabs that have it open. Memory follows the database,
 * never the other way round, including commits by other tabs.
 */
export class LibraryStore {
  readonly #state: LibraryState;
  readonly #channel: ChangeChannel<Change>;
  /** Serialises all changes to memory: commits of this tab and those of other tabs. */
  #turns: Promise<unknown> = Promise.resolve();
  readonly #options: LibraryStoreOptions;
  readonly #database: LibraryDatabase;

  private constructor(options: LibraryStoreOptions, database: LibraryDatabase) {
    this.#options = options;
    this.#database = database;
    this.#state = new LibraryState(options.dimension, options.gpu);
    this.#channel = new ChangeChannel(`web-clip-library-${options.name}`);
  }

  /** @throws ClipError `storage-failed`. */
  static async open(options: LibraryStoreOptions): Promise<LibraryStore> {
    const { name, space, dimension } = options;
    const store = new LibraryStore(options, await LibraryDatabase.open(name, space, dimension));
    await store.#load();
    return store;
  }

  /** Folders by id. */
  get folders(): ReadonlyMap<number, Folder> {
    return this.#state.folders;
  }

  /** Photos by id. */
  get photos(): ReadonlyMap<number, PhotoRecord> {
    return this.#state.photos;
  }

  /** Photos by the ids of their rows. */
  get rows(): PhotosByRow {
    return this.#state.rows;
  }

  /** The embeddings of photos that a search can find. */
  get matrix(): Matrix {
    return this.#state.matrix;
  }

  /** Space of the loaded embeddings. */
  get space(): string {
    return this.#options.space;
  }

  /** Values per embedding. */
  get dimension(): number {
    return this.#options.dimension;
  }

  /** Number of commits so far, by all tabs. It is another one whenever photos are. */
  get commits(): number {
    return this.#state.commits;
  }

  /** The open database, for what is kept beside the photos. Close the store to close it. */
  get database(): Database {
    return this.#database.connection;
  }

  /** Reads the segments of all spaces; see {@link LibraryDatabase.allSegments}. */
  allSegments(): AsyncGenerator<Segment> {
    return this.#database.allSegments();
  }

  /** @returns Ids of the rows that have an embedding of a space. */
  async embedded(space: string): Promise<Set<number>> {
    if (space === this.space) {
      const rows = [...this.photos.values()].flatMap(rowsOf);
      return new Set(rows.filter((id) => this.matrix.has(id)));
    }
    const ids = new Set<number>();
    for await (const segment of this.allSegments()) {
      if (segment.space !== space) continue;
      for (const [row, id] of segment.ids.entries()) if (isCurrent(segment, row, this.rows)) ids.add(id);
    }
    return ids;
  }

  /** @returns An id that no photo or folder of this library has ever had. */
  takeId(): number {
    return this.#state.nextId++;
  }

  /**
   * Follows the commits of other tabs.
   *
   * @param changed Called after each change.
   * @returns Resolves when all earlier commits are loaded.
   */
  async follow(changed: () => void): Promise<void> {
    this.#channel.listen((change) => {
      // Ignore a closed store and storage errors: the next call reports them.
      this.#inTurn(() => this.#apply(change)).then(changed, () => undefined);
    });
    await this.refresh();
  }

  /** Reloads everything if this tab has missed a commit of another tab. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      if ((await this.#database.commits()) !== this.#state.commits) await this.#load();
    });
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
    const waiting = toMerge(this.#state.embeddings.segments, this.rows);
    while (waiting.length > 0) {
      const step = waiting.splice(0, firstStep(waiting, this.rows).length);
      const last = (await this.#inTurn(() => this.#merge(step))).at(-1);
      // A segment that is not full is merged with the next ones.
      const goesOn =
        last && last[1].ids.length < FULL_SEGMENT_ROWS && last[1].dtype === waiting[0]?.[1].dtype;
      if (goesOn) waiting.unshift(last);
    }
    await this.#inTurn(() => this.#removeDamaged());
  }

  /** @returns The thumbnail of a photo, or of a frame of a video. */
  thumbnail(id: number): Promise<Thumbnail | undefined> {
    return this.#database.thumbnail(id);
  }

  /** Waits until nothing is being written. */
  async idle(): Promise<void> {
    await this.#turns;
  }

  /** Closes the database and frees GPU memory. */
  close(): void {
    this.#channel.close();
    this.matrix.release();
    this.#database.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }

  async #load(): Promise<void> {
    const snapshot = await this.#database.snapshot();
    this.#database.thumbnailPages.forget();
    this.#state.reset(snapshot);
  }

  async #commit(change: Commit): Promise<void> {
    const { photos = [], rows = [], thumbnails = [], folder, removed = [], removedFolder } = change;
    const state = this.#state;
    const { thumbnailPages: pagesOfThumbnails } = this.#database;
    const segment = rows.length > 0 ? await this.#segment(rows, this.#options.dtype) : change.segment;
    const photoPages = changedPages(state.photos, photos, removed);
    const gone = goneRows(state.photos, photos, removed);
    const thumbnailPages = await pagesOfThumbnails.changed(state.rows, thumbnails, gone);
    const key = await this.#database.write({
      commits: state.commits + 1,
      nextId: state.nextId,
      photoPages,
      thumbnailPages,
      oldThumbnails: [...removed, ...thumbnails.flatMap(({ id }) => (state.photos.has(id) ? id : []))],
      segment,
      folder,
      removedFolder,
    });
    pagesOfThumbnails.adopt(thumbnailPages);
    if (folder) state.folders.set(folder.id, folder);
    if (removedFolder !== undefined) state.folders.delete(removedFolder);
    state.change({ photos, removed });
    if (key !== undefined && segment?.space === this.space) state.embeddings.adopt(key, segment, state.rows);
    this.#tell([...photoPages.keys()], key === undefined ? [] : [key], []);
  }

  /** @returns The segments that replaced these. */
  async #merge(merged: readonly KeyedSegment[]): Promise<KeyedSegment[]> {
    const dtype = merged[0]?.[1].dtype ?? this.#options.dtype;
    const segments = await Promise.all(
      mergedRows(merged, this.rows, this.matrix).map((rows) => this.#segment(rows, dtype)),
    );
    const added = await this.#replace(
      merged.map(([key]) => key),
      segments,
    );
    const inPlace = added.map((key, i): KeyedSegment => [key, indexOf(segments[i] as Segment)]);
    for (const [key, segment] of inPlace) this.#state.embeddings.segments.set(key, segment);
    return inPlace;
  }

  async #removeDamaged(): Promise<void> {
    const { embeddings } = this.#state;
    const lost: number[] = [];
    for (const key of embeddings.damaged) {
      // Try again, because a disk that did not answer or a lack of memory may have been temporary.
      const segment = await this.#database.segment(key);
      if (typeof segment === 'object') embeddings.adopt(key, segment, this.rows);
      else lost.push(key);
    }
    if (lost.length > 0) await this.#replace(lost, []);
  }

  /** @returns Keys of the new segments. */
  async #replace(merged: readonly number[], segments: readonly Segment[]): Promise<number[]> {
    const added = await this.#database.replaceSegments(merged, segments, this.#state.commits + 1);
    this.#state.embeddings.drop(merged);
    this.#tell([], added, merged);
    return added;
  }

  /** Counts a commit, and notifies the other tabs. */
  #tell(pages: readonly number[], added: readonly number[], merged: readonly number[]): void {
    const commits = ++this.#state.commits;
    this.#channel.tell({ commits, pages, added, merged });
  }

  /** Applies a commit of another tab. */
  async #apply(change: Change): Promise<void> {
    const { commits, pages, merged } = change;
    const state = this.#state;
    if (commits <= state.commits) return;
    // If a commit was missed, or a segment has been merged meanwhile, everything is read again.
    const changed = commits === state.commits + 1 ? await this.#database.changed(change) : undefined;
    if (!changed) return this.#load();
    const { photos, folders, segments, nextId } = changed;
    const left = new Set(photos.map(({ id }) => id));
    const removed = pages.flatMap(idsOn).filter((id) => state.photos.has(id) && !left.has(id));
    this.#database.thumbnailPages.forget();
    state.change({ photos, removed });
    state.embeddings.drop(merged);
    for (const [key, segment] of segments) {
      // Another tab may use another model.
      if (segment.space === this.space) state.embeddings.adopt(key, segment, state.rows);
    }
    state.setFolders(folders);
    state.nextId = Math.max(state.nextId, nextId);
    state.commits = commits;
  }

  #segment(rows: readonly PhotoRow[], dtype: string): Promise<Segment> {
    return segmentOf(this.space, dtype, this.dimension, rows);
  }
}
