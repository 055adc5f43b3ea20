import { type Engine, isClipError, throwIfAborted, type WorkerPool } from '@web-clip/clip/internal';
import type { AddProgress, AddSummary } from '../photo.ts';
import { photosIn } from '../sources/folders.ts';
import { type Listing, pathAndFolders } from '../sources/listing.ts';
import { mapInParallel } from '../sources/parallel.ts';
import type { PhotoFile } from '../sources/source.ts';
import type { LibraryStore } from '../store/library-store.ts';
import { emptyRecord, type PhotoRecord, rowsOf } from '../store/records.ts';
import type { PhotoRow } from '../store/segments.ts';
import { embedImages } from './embed-images.ts';
import { isGivenUp, PASSING_FAULTS } from './failures.ts';
import { UNREADABLE } from './file-contents.ts';
import { FileProcessor, type ProcessedFile } from './file-processor.ts';
import type { PhotoService } from './photo-main.ts';
import { Places } from './places.ts';
import { Rate } from './rate.ts';
import { hasRawsOf, RawFiles } from './raw-files.ts';

/** Result of indexing one batch. */
export type IndexSummary = Omit<AddSummary, 'folders' | 'lookalikes'>;

/** The work that a listing requires. */
interface Plan {
  /** New and changed files, newest first, with the records of the photos that they were. */
  todo: ReadonlyMap<PhotoFile, PhotoRecord | undefined>;
  /**
   * Records of unchanged photos whose paths or RAW files are to be updated: paths as the file system now spells them.
   */
  renewed: PhotoRecord[];
}

/** Indexes one batch of files. */
export class Indexer {
  readonly #summary = { listed: 0, unchanged: 0, embedded: 0, reused: 0, failed: 0, paired: 0 };
  readonly #rate = new Rate();
  readonly #processor: FileProcessor;
  #lastWrite = Promise.resolve();
  #done = 0;
  #total = 0;
  readonly #engine: Engine;
  readonly #workers: WorkerPool<PhotoService>;
  readonly #store: LibraryStore;
  readonly #folder: number;
  readonly #report: (progress: AddProgress) => void;

  /**
   * @param engine Embeds the photos.
   * @param workers Read and decode the files.
   * @param store Stores the photos.
   * @param folder Id of the folder that the photos belong to.
   * @param reopen Opens the file at a path again, if possible; it may throw.
   * @param report Called with the progress.
   */
  constructor(
    engine: Engine,
    workers: WorkerPool<PhotoService>,
    store: LibraryStore,
    folder: number,
    reopen: ((path: string) => Promise<File>) | undefined,
    report: (progress: AddProgress) => void,
  ) {
    this.#engine = engine;
    this.#workers = workers;
    this.#store = store;
    this.#folder = folder;
    this.#report = report;
    this.#processor = new FileProcessor(engine, workers, store, folder, reopen);
  }

  /**
   * @param listing The files of the batch.
   * @param singleFiles Whether they are single files rather than the contents of a folder.
   * @param signal Stops the work, even within a batch. Committed photos stay.
   * @returns What was done.
   * @throws ClipError `unreadable-file`, `storage-failed`, `engine-failed`, …, or the signal's reason.
   */
  async run(
    { files: listed, unreadable, leftOut }: Listing,
    singleFiles: boolean,
    signal: AbortSignal,
  ): Promise<IndexSummary> {
    const raws = await this.#pair(listed, singleFiles, signal);
    const { todo, renewed } = this.#plan(raws.files, unreadable, singleFiles);
    for (const { photo, raws: own, isListed } of raws.earlier) {
      // A photo counts as listed if one of its RAW files is.
      this.#summary.listed += isListed ? 1 : 0;
      this.#summary.unchanged += isListed ? 1 : 0;
      if (!hasRawsOf(photo, { raws: own })) renewed.push({ ...photo, raws: own });
    }
    for (const photo of raws.absorbed) this.#processor.gone.set(photo.id, photo);
    if (renewed.length > 0) await this.#store.commit({ photos: renewed });
    await this.#recordUnreadable(unreadable);
    await this.#mark(todo.size > 0);
    this.#total = todo.size;
    this.#progress();
    await this.#index(todo, signal);
    await this.#indexOrphans(raws, signal);
    const removed = [...this.#processor.gone.keys()];
    await this.#store.remove(removed);
    await this.#mark(false);
    await this.#store.compact();
    const absorbed = new Set(raws.absorbed.map(({ id }) => id));
    return { ...this.#summary, removed: removed.filter((id) => !absorbed.has(id)).length, leftOut };
  }

  /** Pairs RAW files with their JPEG or HEIC. */
  #pair(listed: readonly PhotoFile[], singleFiles: boolean, signal: AbortSignal): Promise<RawFiles> {
    return RawFiles.among(listed, this.#photos(), singleFiles, async ({ file }) => {
      throwIfAborted(signal);
      try {
        return (await this.#workers.run((service) => service.metadata(file))).captured;
      } catch (error) {
        if (isClipError(error) && PASSING_FAULTS.has(error.code)) return undefined;
        throw error;
      }
    });
  }

  /** Indexes RAW files whose images could not be read. */
  async #indexOrphans(raws: RawFiles, signal: AbortSignal): Promise<void> {
    const orphans = raws.orphans(this.#photos());
    for (const { known } of orphans) if (known) this.#processor.gone.delete(known.id);
    const listed = orphans.flatMap(({ file, known }) => (file ? [[file, known] as const] : []));
    const todo = new Map(listed.filter(([file, known]) => !known || !this.#settled(known, file)));
    this.#summary.listed += listed.length;
    this.#summary.unchanged += listed.length - todo.size;
    this.#summary.paired = raws.size - listed.length;
    this.#total += todo.size;
    await this.#index(todo, signal);
  }

  /** The known photos of the folder. */
  #photos(): PhotoRecord[] {
    return photosIn(this.#folder, this.#store.photos.values());
  }

  /** Finds new and changed files, newest first, and photos that are gone. */
  #plan(files: readonly PhotoFile[], unreadable: readonly string[], singleFiles: boolean): Plan {
    const places = new Places(files, singleFiles);
    const sizes = new Set(files.map(({ size }) => size));
    const closed = new Set(unreadable);
    const hidden = (path: string): boolean => pathAndFolders(path).some((each) => closed.has(each));
    const known = new Map<PhotoFile, PhotoRecord>();
    /** By path and size because files that could not be read have no hash. */
    const failedBefore = new Map<string, PhotoRecord>();
    for (const photo of this.#store.photos.values()) {
      // Only photos of a listed size can be copies. This skips most of a large library.
      if (sizes.has(photo.size) && this.#store.matrix.has(photo.id)) this.#processor.remember(photo);
      if (photo.folder !== this.#folder) continue;
      const file = places.at(photo);
      const other = file && known.get(file);
      // If two photos match a file, prefer the one whose path has the same Unicode form.
      const isThere = file && (!other || photo.path === file.path);
      if (isThere) known.set(file, photo);
      const gone = isThere ? other : photo;
      if (!gone) continue;
      if (!singleFiles && !hidden(gone.path)) this.#processor.gone.set(gone.id, gone);
      else if (singleFiles && gone.failure) failedBefore.set(failureKey(gone), gone);
      else if (singleFiles && sizes.has(gone.size)) this.#processor.expectAgain(gone);
    }
    const todo: [PhotoFile, PhotoRecord | undefined][] = [];
    const renewed: PhotoRecord[] = [];
    for (const file of places.files()) {
      const photo = known.get(file) ?? failedBefore.get(failureKey(file));
      if (!photo || !this.#settled(photo, file)) todo.push([file, photo]);
      else if (photo.path !== file.path || !hasRawsOf(photo, file)) renewed.push(withPlace(photo, file));
    }
    this.#summary.listed = places.size + unreadable.length;
    this.#summary.unchanged = places.size - todo.length;
    this.#summary.failed = unreadable.length;
    return { todo: new Map(todo.sort(([a], [b]) => b.modified - a.modified)), renewed };
  }

  /** Records files that could not be read as failed, unless they are known: then the old record stays. */
  async #recordUnreadable(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    const known = new Set<string>();
    for (const { folder, path } of this.#store.photos.values()) if (folder === this.#folder) known.add(path);
    const photos = paths
      .filter((path) => !known.has(path))
      .map((path) => ({
        ...emptyRecord(this.#store.takeId(), this.#folder, path),
        failure: { code: 'unreadable-file' as const, message: UNREADABLE },
      }));
    if (photos.length > 0) await this.#store.commit({ photos });
  }

  /** Stores whether work is left, so that the next visit can resume if this one ends early. */
  async #mark(unfinished: boolean): Promise<void> {
    const folder = this.#store.folders.get(this.#folder);
    if (!folder || (folder.unfinished ?? false) === unfinished) return;
    const { unfinished: _, ...rest } = folder;
    await this.#store.commit({ folder: unfinished ? { ...rest, unfinished } : rest });
  }

  #settled(photo: PhotoRecord, file: PhotoFile): boolean {
    if (photo.size !== file.size || photo.modified !== file.modified) return false;
    // A file that could not be read may be readable now. One that this reader could not decode is not tried again.
    return photo.failure ? isGivenUp(photo.failure) : this.#store.matrix.has(photo.id);
  }

  async #index(todo: Plan['todo'], signal: AbortSignal): Promise<void> {
    const { batchesUnderWay } = this.#engine.images;
    const underWay: Promise<void>[] = [];
    let waiting: ProcessedFile[] = [];
    let toEmbed = 0;
    const embed = (): void => {
      const embedding = this.#embed(waiting, signal);
      // It may fail long before it is awaited.
      embedding.catch(() => undefined);
      underWay.push(embedding);
      waiting = [];
      toEmbed = 0;
    };
    const prepared = mapInParallel(
      todo,
      batchesUnderWay * this.#engine.images.batchSize,
      ([file, known]) => this.#processor.process(file, known, signal),
      release,
    );
    try {
      for await (const item of prepared) {
        waiting.push(item);
        throwIfAborted(signal);
        toEmbed += item.toEmbed?.length ?? 0;
        const { batchSize } = this.#engine.images;
        // Photos that need no encoder should not wait long either.
        if (toEmbed < batchSize && waiting.length < 4 * batchSize) continue;
        embed();
        if (underWay.length === batchesUnderWay) await underWay.shift();
      }
      if (waiting.length > 0) embed();
      while (underWay.length > 0) await underWay.shift();
      await this.#lastWrite;
    } finally {
      // Clean up after a failure or a cancellation.
      for (const item of waiting) release(item);
      await Promise.allSettled(underWay);
      await Promise.allSettled([this.#lastWrite]);
    }
  }

  /** Embeds a batch, and writes it while the next one is being processed. */
  async #embed(items: readonly ProcessedFile[], signal: AbortSignal): Promise<void> {
    const known = items.flatMap(({ photo, rows = [] }) =>
      rows.map((row, i) => ({ id: rowsOf(photo)[i] as number, version: photo.version, row })),
    );
    const toEmbed = items.flatMap(({ photo: { version }, toEmbed = [] }) =>
      toEmbed.map((each) => ({ ...each, version })),
    );
    const added = await embedImages(this.#engine, toEmbed, signal);
    // Writes happen in order. Each waits for the one before, and fails with it.
    const earlier = this.#lastWrite;
    this.#lastWrite = earlier.then(() => {
      throwIfAborted(signal);
      return this.#commit(items, [...known, ...added]);
    });
    this.#lastWrite.catch(() => undefined);
    await earlier;
  }

  async #commit(items: readonly ProcessedFile[], rows: readonly PhotoRow[]): Promise<void> {
    await this.#store.commit({
      photos: items.map(({ photo }) => photo),
      rows,
      removed: items.flatMap(({ replaces }) => replaces ?? []),
      thumbnails: items.flatMap(({ photo, thumbnails = [] }) =>
        thumbnails.flatMap((thumbnail, i) =>
          thumbnail ? [{ id: rowsOf(photo)[i] as number, thumbnail }] : [],
        ),
      ),
    });
    for (const { photo, toEmbed, rows } of items) {
      if (!toEmbed && !rows) continue;
      this.#processor.remember(photo);
      if (toEmbed) this.#summary.embedded++;
      else this.#summary.reused++;
    }
    this.#summary.failed += items.filter(({ photo, failed }) => failed || photo.failure).length;
    this.#done += items.length;
    this.#progress();
  }

  #progress(): void {
    const rate = this.#rate.mark(this.#done, performance.now());
    this.#report({
      phase: 'indexing',
      done: this.#done,
      total: this.#total,
      failed: this.#summary.failed,
      rate,
      ...(rate > 0 && { secondsLeft: (this.#total - this.#done) / rate }),
    });
  }
}

function release({ toEmbed = [] }: ProcessedFile): void {
  for (const { input } of toEmbed) input.release();
}

const failureKey = ({ path, size }: Pick<PhotoRecord, 'path' | 'size'>): string =>
  `${path.normalize()}/${size}`;

/** @returns An unchanged photo's record with the file's current path and RAW files. */
function withPlace({ raws: _, ...photo }: PhotoRecord, { path, raws }: PhotoFile): PhotoRecord {
  return { ...photo, path, ...(raws && { raws }) };
}
