import type { Folder } from '../photo.ts';
import type { Change } from './change-channel.ts';
import { type Database, openDatabase } from './database.ts';
import { folderOf, type PhotoRecord, type Segment, type Thumbnail, type ThumbnailPage } from './records.ts';
import { allSegments, readSegment, readSegments } from './segments.ts';
import { ThumbnailPages } from './thumbnail-pages.ts';
import { atomically, guarded } from './writing.ts';

/** Everything that a library needs in memory. */
export interface Snapshot {
  folders: readonly Folder[];
  photos: readonly PhotoRecord[];
  /** Keys of all segments of the space. */
  segmentKeys: readonly number[];
  /** The intact segments of the space, by key. */
  segments: ReadonlyMap<number, Segment>;
  commits: number;
  nextId: number;
}

/** What one transaction writes. */
export interface Write {
  /** Number of commits, including this one. */
  commits: number;
  nextId: number;
  /** New contents of photo pages, by page number. */
  photoPages: ReadonlyMap<number, PhotoRecord[]>;
  /** New contents of thumbnail pages, by page number. An empty page is deleted. */
  thumbnailPages: ReadonlyMap<number, ThumbnailPage>;
  /** Ids of photos whose thumbnails an earlier version may have stored one by one; these are deleted. */
  oldThumbnails: readonly number[];
  segment: Segment | undefined;
  folder: Folder | undefined;
  removedFolder: number | undefined;
}

/** Reads and writes a library's database. Holds no state but a cache of thumbnails. */
export class LibraryDatabase {
  readonly thumbnailPages: ThumbnailPages;
  /** The open database. */
  readonly connection: Database;
  readonly #space: string;
  readonly #dimension: number;

  private constructor(database: Database, space: string, dimension: number) {
    this.connection = database;
    this.#space = space;
    this.#dimension = dimension;
    this.thumbnailPages = new ThumbnailPages(database);
  }

  /**
   * @param name Name of the library.
   * @param space Space of the embeddings to read.
   * @param dimension Values per embedding.
   * @throws ClipError `storage-failed`.
   */
  static async open(name: string, space: string, dimension: number): Promise<LibraryDatabase> {
    return new LibraryDatabase(await guarded(() => openDatabase(name)), space, dimension);
  }

  /** @returns How many commits the library has had. */
  commits(): Promise<number> {
    return guarded(async () => (await this.connection.get('meta', 'commits')) ?? 0);
  }

  /** Reads everything. */
  snapshot(): Promise<Snapshot> {
    return guarded(() => this.#snapshot());
  }

  /**
   * Reads what another tab's commit changed.
   *
   * @returns Undefined if a segment no longer exists: then read a {@link snapshot}.
   */
  changed({ pages, added }: Change): Promise<Omit<Snapshot, 'segmentKeys' | 'commits'> | undefined> {
    return guarded(async () => {
      const transaction = this.connection.transaction(['folders', 'pages', 'meta']);
      const store = transaction.objectStore.bind(transaction);
      const [folders, nextId, ...records] = await Promise.all([
        store('folders').getAll(),
        store('meta').get('nextId'),
        ...pages.map((page) => store('pages').get(page)),
      ]);
      const segments = await readSegments(this.connection, added, this.#dimension);
      const photos = records.flatMap((page) => page ?? []);
      return segments && { folders: folders.map(folderOf), photos, segments, nextId: nextId ?? 1 };
    });
  }

  /**
   * @returns Key of the segment, if there is one.
   * @throws ClipError `storage-full` or `storage-failed`; nothing was written then.
   */
  write(write: Write): Promise<number | undefined> {
    const { photoPages, thumbnailPages, oldThumbnails, segment, folder, removedFolder } = write;
    const stores = ['folders', 'pages', 'sheets', 'thumbnails', 'segments', 'meta'] as const;
    return atomically(this.connection, [...stores], async (transaction) => {
      const store = transaction.objectStore.bind(transaction);
      // Each `put` runs in its own async function: it throws when memory runs out, and the other requests are awaited
      // anyway.
      const [key] = await Promise.all([
        segment && (async () => store('segments').add(segment))(),
        ...[...photoPages].map(async ([number, page]) => store('pages').put(page, number)),
        ...[...thumbnailPages].map(async ([number, page]) =>
          page.size > 0 ? store('sheets').put(page, number) : store('sheets').delete(number),
        ),
        ...oldThumbnails.map((id) => store('thumbnails').delete(id)),
        folder && store('folders').put(folder),
        removedFolder !== undefined && store('folders').delete(removedFolder),
        store('meta').put(write.nextId, 'nextId'),
        store('meta').put(write.commits, 'commits'),
      ]);
      return key;
    });
  }

  /**
   * Replaces segments.
   *
   * @param commits Number of commits, including this one.
   * @returns Keys of the new segments.
   * @throws ClipError `storage-full` or `storage-failed`; nothing was written then.
   */
  replaceSegments(keys: readonly number[], segments: readonly Segment[], commits: number): Promise<number[]> {
    return atomically(this.connection, ['segments', 'meta'], async (transaction) => {
      const store = transaction.objectStore('segments');
      const [added] = await Promise.all([
        Promise.all(segments.map(async (segment) => store.add(segment))),
        ...keys.map((key) => store.delete(key)),
        transaction.objectStore('meta').put(commits, 'commits'),
      ]);
      return added;
    });
  }

  /** See {@link readSegment}. */
  segment(key: number): ReturnType<typeof readSegment> {
    return readSegment(this.connection, key, this.#dimension);
  }

  /** Reads the segments of all spaces; see {@link allSegments}. */
  allSegments(): AsyncGenerator<Segment> {
    return allSegments(this.connection);
  }

  /** @returns A photo's thumbnail. */
  thumbnail(id: number): Promise<Thumbnail | undefined> {
    return guarded(() => this.thumbnailPages.thumbnail(id));
  }

  close(): void {
    this.connection.close();
  }

  async #snapshot(): Promise<Snapshot> {
    const transaction = this.connection.transaction(['folders', 'pages', 'segments', 'meta']);
    const store = transaction.objectStore.bind(transaction);
    const keys = store('segments').index('space').getAllKeys(this.#space);
    // Start with the largest: the browser reads on while they are decoded here.
    const reading = keys.then((keys) => readSegments(this.connection, keys, this.#dimension));
    const [segments, pages, folders, commits, nextId] = await Promise.all([
      reading,
      store('pages').getAll(),
      store('folders').getAll(),
      store('meta').get('commits'),
      store('meta').get('nextId'),
    ]);
    // Another tab has merged segments meanwhile.
    if (!segments) return this.#snapshot();
    return {
      folders: folders.map(folderOf),
      photos: pages.flat(),
      segmentKeys: await keys,
      segments,
      commits: commits ?? 0,
      nextId: nextId ?? 1,
    };
  }
}
