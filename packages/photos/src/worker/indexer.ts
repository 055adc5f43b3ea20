import type { ClipErrorCode } from 'web-clip';
import {
  allOrNone,
  type Engine,
  isClipError,
  type PreparedImage,
  row,
  throwIfAborted,
  type WorkerPool,
} from 'web-clip/host';
import type { AddProgress, AddSummary } from '../photo.ts';
import type { Batch } from '../source.ts';
import type { PhotoRecord, Thumbnail } from './database.ts';
import { type ListedFile, listPhotos } from './listing.ts';
import { mapInParallel } from './parallel.ts';
import type { Look, PhotoService } from './photo-worker.ts';
import { UNREADABLE } from './picture.ts';
import { Rate } from './rate.ts';
import type { Shelf } from './shelf.ts';

/** Errors that are a file's own: it is listed with them, and not tried again until it changes. */
const FAULTS: ReadonlySet<ClipErrorCode> = new Set(['undecodable-image', 'too-large-image']);

/** Errors that a file is listed with until the next visit: access withdrawn, a decoder out of reach. */
const PASSING_FAULTS: ReadonlySet<ClipErrorCode> = new Set(['unreadable-file', 'download-failed']);

/** A file that has been looked into, ready for its commit. */
interface Prepared {
  photo: PhotoRecord;
  /** To be embedded; absent if it failed or its embedding is known. */
  prepared?: PreparedImage;
  file: File;
  /** Known from a photo with the same content. */
  row?: Float32Array;
  thumbnail?: Thumbnail;
  /** Whether the file could not be read this time, while its record stays as it was. */
  failed?: boolean;
  /** Id of a photo whose place this one takes: another one was moved onto its path. */
  replaces?: number;
}

/** A file to look into, and what the library knows of it. */
interface Task {
  file: ListedFile;
  known: PhotoRecord | undefined;
}

/** Brings one batch of files into a library. */
export class Indexer {
  readonly #summary: AddSummary = { listed: 0, unchanged: 0, embedded: 0, reused: 0, failed: 0, removed: 0 };
  readonly #rate = new Rate();
  /** Photos of this folder whose files are not listed any more. */
  readonly #gone = new Map<number, PhotoRecord>();
  readonly #byHash = new Map<string, PhotoRecord>();
  /** Sizes in bytes of all those: a file of another size has another content. */
  readonly #sizes = new Set<number>();
  #lastWrite = Promise.resolve();
  #done = 0;
  #total = 0;

  /**
   * @param engine Embeds the photos.
   * @param workers Look into them.
   * @param shelf Keeps them.
   * @param folder Id of the folder that the photos belong to.
   * @param report Is told how far the work has come.
   */
  constructor(
    private readonly engine: Engine,
    private readonly workers: WorkerPool<PhotoService>,
    private readonly shelf: Shelf,
    private readonly folder: number,
    private readonly report: (progress: AddProgress) => void,
  ) {}

  /**
   * @param batch The files.
   * @param signal Stops the work within a batch; what was committed stays.
   * @returns What was done.
   * @throws ClipError `aborted`, `unreadable-file`, `storage-failed`, `engine-failed`, …
   */
  async run(batch: Batch, signal: AbortSignal): Promise<AddSummary> {
    const { files, unreadable } = await listPhotos(batch, signal, (count) => {
      this.#total = count;
      this.#progress('listing');
    });
    const todo = this.#plan(files, unreadable, batch.kind === 'loose');
    await this.#recordUnreadable(unreadable);
    this.#total = todo.length;
    this.#progress('indexing');
    await this.#index(todo, signal);
    const removed = [...this.#gone.keys()];
    if (removed.length > 0) await this.shelf.commit({ removed });
    await this.shelf.compact();
    return { ...this.#summary, removed: removed.length };
  }

  /** Sorts out what is new or changed, newest first, and what is gone. */
  #plan(files: readonly ListedFile[], unreadable: readonly string[], loose: boolean): Task[] {
    // Single files have nothing but their name in common: those that differ are different ones.
    const keyOf = ({ path, size, modified }: ListedFile | PhotoRecord): string =>
      loose ? `${path}/${size}/${modified}` : path;
    const known = new Map<string, PhotoRecord>();
    for (const photo of this.shelf.photos.values()) {
      if (this.#searchable(photo)) this.#remember(photo);
      if (photo.folder === this.folder) known.set(keyOf(photo), photo);
    }
    const listed = new Map(files.map((file) => [keyOf(file), file]));
    const todo = [...listed].flatMap(([key, file]): Task[] => {
      const photo = known.get(key);
      return photo && this.#settled(photo, file) ? [] : [{ file, known: photo }];
    });
    this.#summary.listed = listed.size + unreadable.length;
    this.#summary.unchanged = listed.size - todo.length;
    this.#summary.failed = unreadable.length;
    const hidden = (path: string): boolean =>
      unreadable.some((each) => path === each || path.startsWith(`${each}/`));
    if (!loose) {
      for (const photo of known.values()) {
        if (!listed.has(photo.path) && !hidden(photo.path)) this.#gone.set(photo.id, photo);
      }
    }
    return todo.sort((a, b) => b.file.modified - a.file.modified);
  }

  /** Lists what could not be looked into, unless it is known: then what is known stays. */
  async #recordUnreadable(paths: readonly string[]): Promise<void> {
    const known = new Set<string>();
    for (const { folder, path } of this.shelf.photos.values()) if (folder === this.folder) known.add(path);
    const photos = paths
      .filter((path) => !known.has(path))
      .map((path) => ({
        ...emptyRecord(this.shelf.takeId(), this.folder, path),
        failure: { code: 'unreadable-file' as const, message: UNREADABLE },
      }));
    if (photos.length > 0) await this.shelf.commit({ photos });
  }

  #settled(photo: PhotoRecord, file: ListedFile): boolean {
    if (photo.size !== file.size || photo.modified !== file.modified) return false;
    // What could not be read may be readable now; what could not be decoded stays as it is.
    return photo.failure ? !PASSING_FAULTS.has(photo.failure.code) : this.#searchable(photo);
  }

  #searchable(photo: PhotoRecord): boolean {
    return this.shelf.matrix.has(photo.id);
  }

  #remember(photo: PhotoRecord): void {
    this.#byHash.set(photo.hash, photo);
    this.#sizes.add(photo.size);
  }

  async #index(todo: readonly Task[], signal: AbortSignal): Promise<void> {
    const { batchesUnderWay } = this.engine;
    const underWay: Promise<void>[] = [];
    let waiting: Prepared[] = [];
    let toEmbed = 0;
    const embed = (): void => {
      const embedding = this.#embed(waiting, signal);
      // It may fail long before anybody waits for it.
      embedding.catch(() => undefined);
      underWay.push(embedding);
      waiting = [];
      toEmbed = 0;
    };
    const prepared = mapInParallel(
      todo,
      batchesUnderWay * this.engine.batchSize,
      ({ file, known }) => this.#prepare(file, known, signal),
      (item) => item.prepared?.release(),
    );
    try {
      for await (const item of prepared) {
        waiting.push(item);
        throwIfAborted(signal);
        if (item.prepared) toEmbed++;
        const { batchSize } = this.engine;
        // Photos that need no encoder do not wait for long, either.
        if (toEmbed < batchSize && waiting.length < 4 * batchSize) continue;
        embed();
        if (underWay.length === batchesUnderWay) await underWay.shift();
      }
      if (waiting.length > 0) embed();
      while (underWay.length > 0) await underWay.shift();
      await this.#lastWrite;
    } finally {
      // After a failure, or when it was cancelled.
      for (const item of waiting) item.prepared?.release();
      await Promise.allSettled(underWay);
      await Promise.allSettled([this.#lastWrite]);
    }
  }

  /** Looks into one file. Whatever is wrong with it becomes its record's failure. */
  async #prepare(
    { path, size, modified, file }: ListedFile,
    known: PhotoRecord | undefined,
    signal: AbortSignal,
  ): Promise<Prepared> {
    throwIfAborted(signal);
    const nextVersion = (known?.version ?? 0) + 1;
    const id = known?.id ?? this.shelf.takeId();
    const photo: PhotoRecord = {
      ...emptyRecord(id, this.folder, path),
      size,
      modified,
      version: nextVersion,
    };
    try {
      if (this.#sizes.has(size) || known?.size === size) {
        const hash = await this.workers.run((service) => service.hash(file));
        const twin = this.#twin(hash, known);
        const row = twin && this.shelf.matrix.get(twin.id);
        if (twin && row) return await this.#reuse({ ...photo, hash }, file, twin, row, known);
      }
      const { picture, hash, taken, thumbnail } = await this.#look(file);
      const { width, height } = picture;
      const prepared = await this.engine.take(picture);
      return {
        photo: {
          ...photo,
          hash,
          width,
          height,
          ...(taken !== undefined && { taken }),
          // The same content: what other models made of it stays valid.
          ...(known?.hash === hash && { version: known.version }),
        },
        file,
        prepared,
        thumbnail,
      };
    } catch (error) {
      if (!isClipError(error) || !(FAULTS.has(error.code) || PASSING_FAULTS.has(error.code))) throw error;
      // What is known of a file that cannot be read just now is still the best that is known.
      if (PASSING_FAULTS.has(error.code) && known && this.#searchable(known))
        return { photo: known, file, failed: true };
      return { photo: { ...photo, failure: { code: error.code, message: error.message } }, file };
    }
  }

  #look(file: File): Promise<Look> {
    return this.workers.run((service) => service.look(file, this.engine.preparation));
  }

  /** A photo with this content: the file's own, or any other that still has it. */
  #twin(hash: string, known: PhotoRecord | undefined): PhotoRecord | undefined {
    const candidate = known?.hash === hash ? known : this.#byHash.get(hash);
    const current = candidate && this.shelf.photos.get(candidate.id);
    return current?.hash === hash ? current : undefined;
  }

  /** The same content is known already: a file that was touched, moved or copied needs no encoder. */
  async #reuse(
    photo: PhotoRecord,
    file: File,
    twin: PhotoRecord,
    row: Float32Array,
    known: PhotoRecord | undefined,
  ): Promise<Prepared> {
    const { width, height, taken } = twin;
    const same: PhotoRecord = {
      ...photo,
      width,
      height,
      ...(taken !== undefined && { taken }),
      ...(known?.hash === photo.hash && { version: known.version }),
    };
    // A moved photo keeps its id, and so all that hangs on it.
    if (this.#gone.delete(twin.id)) {
      const moved = { ...same, id: twin.id, version: twin.version };
      return { photo: moved, file, row, ...(known && { replaces: known.id }) };
    }
    const thumbnail = twin.id === photo.id ? undefined : await this.shelf.thumbnail(twin.id);
    return { photo: same, file, row, ...(thumbnail && { thumbnail }) };
  }

  /** Embeds a batch, and has it written while the next one is looked into. */
  async #embed(items: readonly Prepared[], signal: AbortSignal): Promise<void> {
    const rows = items.flatMap(({ photo, row }) => (row ? [{ photo, row }] : []));
    const toEmbed = items.flatMap(({ photo, file, prepared }) =>
      prepared ? [{ photo, file, prepared }] : [],
    );
    if (toEmbed.length > 0) {
      const embeddings = await this.engine.embedPrepared(
        toEmbed.map(({ prepared }) => prepared),
        () => allOrNone(toEmbed.map(async ({ file }) => this.engine.take((await this.#look(file)).picture))),
        { signal, priority: 'background' },
      );
      for (const [i, { photo }] of toEmbed.entries()) rows.push({ photo, row: row(embeddings, i) });
    }
    // One after the other; who comes next waits for the one before, and fails with it.
    const earlier = this.#lastWrite;
    this.#lastWrite = earlier.then(() => {
      throwIfAborted(signal);
      return this.#commit(items, rows, toEmbed.length);
    });
    this.#lastWrite.catch(() => undefined);
    await earlier;
  }

  async #commit(
    items: readonly Prepared[],
    rows: readonly { photo: PhotoRecord; row: Float32Array }[],
    embedded: number,
  ): Promise<void> {
    await this.shelf.commit({
      photos: items.map(({ photo }) => photo),
      rows,
      removed: items.flatMap(({ replaces }) => replaces ?? []),
      thumbnails: items.flatMap(({ photo: { id }, thumbnail }) => (thumbnail ? [{ id, thumbnail }] : [])),
    });
    for (const { photo } of rows) this.#remember(photo);
    this.#summary.embedded += embedded;
    this.#summary.reused += rows.length - embedded;
    this.#summary.failed += items.filter(({ photo, failed }) => failed || photo.failure).length;
    this.#done += items.length;
    this.#progress('indexing');
  }

  #progress(phase: AddProgress['phase']): void {
    const rate = this.#rate.mark(this.#done, performance.now());
    this.report({
      phase,
      done: this.#done,
      total: this.#total,
      failed: this.#summary.failed,
      rate,
      ...(rate > 0 && { secondsLeft: (this.#total - this.#done) / rate }),
    });
  }
}

/** A photo of which nothing is known but its place. */
const emptyRecord = (id: number, folder: number, path: string): PhotoRecord => ({
  id,
  folder,
  path,
  size: 0,
  modified: 0,
  width: 0,
  height: 0,
  hash: '',
  version: 1,
});
