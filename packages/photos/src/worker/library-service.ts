import {
  CallControls,
  ClipError,
  type Engine,
  isClipError,
  newWorker,
  registerPlugin,
  throwIfAborted,
  WorkerPool,
} from '@web-clip/clip/internal';
import { transfer } from 'comlink';
import type { LibraryGrouper } from '../groups/library-grouper.ts';
import type { GroupsProgress, PhotoGroups } from '../groups/photo-groups.ts';
import type { SamePicture } from '../groups/same-picture.ts';
import { Indexer } from '../indexing/indexer.ts';
import { updateMeasures } from '../indexing/measures-update.ts';
import { updateMetadata } from '../indexing/metadata-update.ts';
import type { PhotoService } from '../indexing/photo-main.ts';
import photoWorkerUrl from '../indexing/photo-worker.ts?worker&url';
import { MarkStore } from '../marks/mark-store.ts';
import type { MarksChange } from '../marks/marks.ts';
import type {
  AddOptions,
  AddProgress,
  AddSummary,
  CopyProgress,
  Folder,
  ImportSummary,
  LibraryStatus,
  Lookalike,
  Photo,
  PhotoHit,
} from '../photo.ts';
import type { Point } from '../places/distance.ts';
import { loadGazetteer } from '../places/load-gazetteer.ts';
import type { FoundPlace, Place } from '../places/place.ts';
import type { Facets } from '../query/facets.ts';
import { libraryFacets } from '../query/library-filter.ts';
import { newestFirst } from '../query/newest-first.ts';
import type { PostedOptions, PostedTerm, SearchResult } from '../query/term.ts';
import { candidates, fileAt, folderOfHandle, photoTest, settleFolder } from '../sources/folders.ts';
import { LeftOutCount } from '../sources/left-out.ts';
import { type Listing, listPhotos } from '../sources/listing.ts';
import type { Batch } from '../sources/source.ts';
import { LibraryStore } from '../store/library-store.ts';
import type { PhotoRecord, Thumbnail } from '../store/records.ts';
import type { ListedMarksOf, ListedPhoto, ListFormat } from '../transfer/photo-list.ts';
import type {
  MarkedPhoto,
  SidecarSummary,
  Transfer,
  TransferKind,
  TransferProgress,
  TransferSummary,
} from '../transfer/transfer.ts';
import type { TransferService } from '../transfer/transfer-service.ts';
import { LibrarySearch } from './library-search.ts';
import { type MarksMethod, MarksService } from './marks-service.ts';
import { seen } from './seen.ts';

/** Options of `add()`, without its controls. */
type ServiceAddOptions = { [Name in 'systemFolders' | 'folder']: AddOptions[Name] | undefined };

/** The worker side of a library. The page calls it through `Library`. */
export class LibraryService {
  /** Files of this session that have no handle; see {@link fileKey}. */
  readonly #files = new Map<string, File>();
  readonly #closing = new AbortController();
  readonly #workers = new WorkerPool<PhotoService>(() => newWorker(photoWorkerUrl, 'web-clip photos'));
  readonly #lock: string;
  /** Ends when no add() is running. */
  #adding: Promise<unknown> = Promise.resolve();
  #updating: Promise<void> = Promise.resolve();
  #grouping: Promise<unknown> = Promise.resolve();
  #grouper: LibraryGrouper | undefined;
  #changed = (): void => undefined;
  #store: LibraryStore | undefined;
  #transfers: Promise<TransferService> | undefined;
  readonly #name: string;
  readonly #engine: Engine;
  readonly #markStore: MarkStore;
  readonly #marks: MarksService;
  readonly #search: LibrarySearch;

  constructor(engine: Engine, name: string, store: LibraryStore, marks: MarkStore) {
    this.#name = name;
    this.#engine = engine;
    this.#lock = `web-clip-library-${name}`;
    this.#store = store;
    this.#markStore = marks;
    this.#search = new LibrarySearch(engine, () => this.#open);
    this.#marks = new MarksService(
      {
        photos: () => this.#open.photos,
        folders: () => this.#open.folders,
        commits: () => this.#open.commits,
        search: (terms, passes) => this.#search.likely(terms, passes),
      },
      marks,
    );
  }

  /**
   * Notifies the page when the library has changed without a call of its own, and of all changes of marks and albums.
   */
  async watch(changed: () => void, marksChanged: (change: MarksChange) => void): Promise<void> {
    this.#changed = changed;
    await this.#open.follow(changed);
    await this.#marks.watch(marksChanged, changed);
    this.#updatePhotos();
  }

  async add(
    batches: readonly Batch[],
    options: ServiceAddOptions,
    controls: CallControls<AddProgress>,
  ): Promise<AddSummary> {
    const counts = { listed: 0, unchanged: 0, embedded: 0, reused: 0, failed: 0, removed: 0, paired: 0 };
    const leftOut = new LeftOutCount();
    const folders: number[] = [];
    const lookalikes: Lookalike[] = [];
    const done = { done: 0, total: 0, failed: 0 };
    const adding = this.#write(controls.signal, async (signal) => {
      for (const batch of batches) {
        let last: AddProgress | undefined;
        const report = (progress: AddProgress): void => {
          last = {
            ...progress,
            done: done.done + progress.done,
            total: done.total + progress.total,
            failed: done.failed + progress.failed,
          };
          controls.onProgress?.(last);
        };
        const onFound = (total: number): void =>
          report({ phase: 'listing', done: 0, total, failed: 0, rate: 0 });
        const { folder, listing, lookalike } = await this.#list(batch, options, signal, onFound);
        folders.push(folder);
        if (lookalike) lookalikes.push(lookalike);
        const reopen =
          batch.kind === 'handle'
            ? async (path: string) => (await fileAt(batch.handle, path)).getFile()
            : undefined;
        const indexer = new Indexer(this.#engine, this.#workers, this.#open, folder, reopen, report);
        const summary = await indexer.run(listing, batch.kind === 'single-files', signal);
        for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += summary[key];
        leftOut.add(summary.leftOut);
        Object.assign(done, last);
      }
    });
    this.#adding = Promise.allSettled([this.#adding, adding]);
    await adding;
    this.#updatePhotos();
    return { ...counts, leftOut, folders, lookalikes };
  }

  /** Saves the library; see {@link exportLibrary}. */
  async export(
    settings: Readonly<Record<string, string>>,
    controls: CallControls<CopyProgress>,
  ): Promise<Blob> {
    const { exportLibrary } = await import('../archive/export.ts');
    return this.#untilClosed(controls.signal, (signal) =>
      exportLibrary(this.#open, this.#markStore, settings, { signal, onProgress: controls.onProgress }),
    );
  }

  /** Adds an exported library; see {@link importLibrary}. */
  async import(file: Blob, controls: CallControls<CopyProgress>): Promise<ImportSummary> {
    const { importLibrary } = await import('../archive/import.ts');
    return this.#write(controls.signal, async (signal) => {
      const summary = await importLibrary(this.#open, this.#markStore, file, {
        signal,
        onProgress: controls.onProgress,
      });
      await this.#open.compact();
      return summary;
    });
  }

  async searchText(text: string, limit: number, { signal }: CallControls): Promise<PhotoHit[]> {
    return this.#search.text(text, limit, await this.#marks.finder.filter([]), signal);
  }

  async searchPhoto(id: number, limit: number): Promise<PhotoHit[]> {
    return this.#search.photo(id, limit, await this.#marks.finder.filter([]));
  }

  async searchEmbedding(embedding: Float32Array, limit: number): Promise<PhotoHit[]> {
    return this.#search.embedding(embedding, limit, await this.#marks.finder.filter([]));
  }

  async searchVector(query: Float32Array, limit: number): Promise<PhotoHit[]> {
    return this.#search.vector(query, limit, await this.#marks.finder.filter([]));
  }

  async searchTerms(
    terms: readonly PostedTerm[],
    options: PostedOptions,
    { signal }: CallControls,
  ): Promise<SearchResult> {
    return this.#search.terms(terms, options, await this.#marks.finder.filter(options.filters), signal);
  }

  /** Calls a method of {@link MarksService}. */
  marks(method: MarksMethod, ...args: readonly unknown[]): Promise<unknown> {
    const call = this.#marks[method] as (...args: readonly unknown[]) => unknown;
    return this.#untilClosed(undefined, async () => call.apply(this.#marks, [...args]));
  }

  async photos(): Promise<Photo[]> {
    const passes = await this.#marks.finder.filter([]);
    return newestFirst(this.#open.photos, passes).map(seen);
  }

  failures(): Photo[] {
    return [...this.#open.photos.values()]
      .filter(({ failure }) => failure)
      .sort((a, b) => a.path.localeCompare(b.path))
      .map(seen);
  }

  status(): LibraryStatus {
    let failed = 0;
    for (const { failure } of this.#open.photos.values()) if (failure) failed++;
    return { photos: this.#open.photos.size, searchable: this.#open.matrix.size, failed };
  }

  folders(): Folder[] {
    return [...this.#open.folders.values()];
  }

  async facets(language: string): Promise<Facets> {
    const albums = await this.#marks.albumFacets();
    const photos = [...this.#open.photos.values()].filter(({ failure }) => !failure);
    return libraryFacets(photos, this.#marks.finder.filtered, albums, language);
  }

  /** Groups photos; see `Library.groups`. One call at a time, because each builds on what the others have compared. */
  groups(controls: CallControls<GroupsProgress>): Promise<PhotoGroups> {
    const grouping = this.#grouping.then(() =>
      this.#untilClosed(controls.signal, async (signal) => {
        throwIfAborted(signal);
        const { LibraryGrouper } = await import('../groups/library-grouper.ts');
        this.#grouper ??= new LibraryGrouper({
          photos: () => this.#open.photos,
          row: (id) => this.#open.matrix.get(id),
          compare: (ids, pairs) => this.#compare(ids, pairs),
        });
        return this.#grouper.groups({ signal, onProgress: controls.onProgress });
      }),
    );
    this.#grouping = grouping.catch(() => undefined);
    return grouping;
  }

  thumbnail(id: number): Promise<Thumbnail | undefined> {
    return this.#open.thumbnail(id);
  }

  async picture(id: number, longSide?: number): Promise<ImageBitmap | undefined> {
    const photo = this.#open.photos.get(id);
    const file = await this.file(id);
    if (!photo || !file) return undefined;
    const { width, height } = photo;
    const bitmap = await this.#workers.run((service) => service.picture(file, { width, height }, longSide));
    return transfer(bitmap, [bitmap]);
  }

  async file(id: number): Promise<File | undefined> {
    const photo = this.#open.photos.get(id);
    if (!photo) return undefined;
    const { handle } = this.#open.folders.get(photo.folder) ?? {};
    if (!handle) return this.#files.get(fileKey(photo));
    if (!(await isGranted(handle))) return undefined;
    try {
      return await (await fileAt(handle, photo.path)).getFile();
    } catch {
      // Moved or deleted: the next add() notices.
      return undefined;
    }
  }

  /** Copies or moves photos; see `Transfers`. */
  transfer(
    kind: TransferKind,
    photos: readonly number[],
    folder: FileSystemDirectoryHandle,
    controls: CallControls<TransferProgress>,
  ): Promise<TransferSummary> {
    return this.#transferring(controls, (service, ended) => service.start(kind, photos, folder, ended));
  }

  transfers(): Promise<Transfer[]> {
    return this.#transferring(undefined, (service) => service.all());
  }

  resumeTransfer(id: number, controls: CallControls<TransferProgress>): Promise<TransferSummary> {
    return this.#transferring(controls, (service, ended) => service.resume(id, ended));
  }

  undoTransfer(id: number, controls: CallControls<TransferProgress>): Promise<TransferSummary> {
    return this.#transferring(controls, (service, ended) => service.undo(id, ended));
  }

  changeSidecars(
    photos: readonly MarkedPhoto[],
    controls: CallControls<TransferProgress>,
  ): Promise<SidecarSummary> {
    return this.#transferring(controls, (service, ended) => service.changeSidecars(photos, ended));
  }

  /** A photo's file with its RAW files and sidecars, as far as they can be read; empty if it cannot itself. */
  async filesOf(id: number): Promise<File[]> {
    const [photo, file] = [this.#open.photos.get(id), await this.file(id)];
    if (!photo || !file) return [];
    const { handle } = this.#open.folders.get(photo.folder) ?? {};
    if (!handle) return [file];
    const { companionsOf } = await import('../transfer/sidecar-names.ts');
    const paths = await companionsOf(handle, [photo.path, ...(photo.raws ?? []).map(({ path }) => path)]);
    const others = paths.slice(1).map(async (path) => (await fileAt(handle, path)).getFile());
    return [file, ...(await Promise.all(others))];
  }

  /** Lists photos; see `Library.list`. */
  async list(photos: readonly ListedMarksOf[], format: ListFormat, language: string): Promise<Blob> {
    const { csvOf, jsonOf } = await import('../transfer/photo-list.ts');
    const listed: ListedPhoto[] = [];
    for (const { photo: id, marks } of photos) {
      const record = this.#open.photos.get(id);
      if (!record) throw noPhoto(id);
      const { location, hash } = record;
      const place = location && (await this.placeAt(location, language));
      const folder = this.#open.folders.get(record.folder)?.name ?? '';
      listed.push({ photo: seen(record), folder, hash, place, marks });
    }
    return format === 'csv' ? csvOf(listed) : jsonOf(listed);
  }

  async placeAt(point: Point, language: string): Promise<Place | undefined> {
    return (await loadGazetteer()).placeAt(point, language);
  }

  async findPlaces(name: string): Promise<FoundPlace[]> {
    return (await loadGazetteer()).find(name);
  }

  async removeFolder(id: number): Promise<void> {
    await this.#write(undefined, async () => {
      const removed = [...this.#open.photos.values()]
        .filter(({ folder }) => folder === id)
        .map((photo) => photo.id);
      await this.#open.remove(removed, id);
      await this.#open.compact();
    });
  }

  /** Stops a running add(), even within a batch. Committed photos stay. */
  async close(): Promise<void> {
    const store = this.#store;
    if (!store) return;
    this.#store = undefined;
    this.#closing.abort(CLOSED());
    this.#workers.close();
    // The page's function keeps the page's side of this library alive, and that keeps this one alive.
    this.#changed = () => undefined;
    // Let a commit finish that has begun.
    await Promise.all([store.idle(), this.#markStore.close()]);
    store.close();
  }

  /** Updates photos of earlier versions in the background; see {@link updateMetadata} and {@link updateMeasures}. */
  #updatePhotos(): void {
    const { signal } = this.#closing;
    const whenIdle = async (): Promise<void> => {
      await this.#adding;
    };
    const commit = (changed: () => readonly PhotoRecord[]): Promise<void> =>
      this.#write(signal, async () => this.#open.commit({ photos: changed() }));
    const update = async (): Promise<void> => {
      const updated = await updateMetadata(
        {
          photos: () => this.#open.photos,
          folders: () => this.#open.folders,
          isReadable: async ({ handle }) => (handle ? isGranted(handle) : this.#files.size > 0),
          fileOf: ({ id }) => this.file(id),
          read: (file) => this.#workers.run((service) => service.metadata(file)),
          whenIdle,
          commit,
        },
        signal,
      );
      const measured = await updateMeasures(
        {
          photos: () => this.#open.photos,
          thumbnail: (id) => this.#open.thumbnail(id),
          measure: (thumbnail) => this.#workers.run((service) => service.measures(thumbnail)),
          whenIdle,
          commit,
        },
        signal,
      );
      if (updated + measured > 0) this.#changed();
    };
    // Nobody waits for it: what fails now is tried again next time.
    this.#updating = this.#updating.then(update).catch(() => undefined);
  }

  /** Compares photos in a photo worker. */
  async #compare(
    ids: readonly number[],
    pairs: readonly (readonly [number, number])[],
  ): Promise<(SamePicture | null)[]> {
    const pictures = await Promise.all(
      ids.map(async (id) => {
        const { width = 0, height = 0 } = this.#open.photos.get(id) ?? {};
        return { thumbnail: await this.#open.thumbnail(id).catch(() => undefined), width, height };
      }),
    );
    return this.#workers.run((service) => service.compare(pictures, pairs));
  }

  get #open(): LibraryStore {
    if (this.#store) return this.#store;
    throw CLOSED();
  }

  /** Lets one tab write at a time, after it has read what the others wrote. */
  #write<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#untilClosed(signal, (ended) =>
      navigator.locks.request(this.#lock, { signal: ended }, async () => {
        await this.#open.refresh();
        return work(ended);
      }),
    );
  }

  async #transferring<T>(
    controls: CallControls<TransferProgress> | undefined,
    work: (service: TransferService, controls: CallControls<TransferProgress>) => Promise<T>,
  ): Promise<T> {
    this.#transfers ??= import('../transfer/transfer-service.ts').then(
      ({ TransferService }) =>
        new TransferService({
          name: this.#name,
          photos: () => this.#open.photos,
          folders: () => this.#open.folders,
          fileOf: (photo) => this.file(photo),
        }),
    );
    const service = await this.#transfers;
    return this.#untilClosed(controls?.signal, (signal) =>
      work(service, new CallControls(signal, controls?.onProgress)),
    );
  }

  /**
   * Throws `disposed` if the library is closed during the work, instead of the error that its closed database throws.
   */
  async #untilClosed<T>(
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (this.#closing.signal.aborted) throw CLOSED();
    try {
      return await work(AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]));
    } catch (error) {
      throw this.#closing.signal.aborted ? CLOSED() : error;
    }
  }

  /** Lists a batch, and decides which folder it belongs to. */
  async #list(
    batch: Batch,
    { systemFolders, folder: said }: ServiceAddOptions,
    signal: AbortSignal,
    onFound: (count: number) => void,
  ): Promise<{ folder: number; listing: Listing; lookalike?: Lookalike | undefined }> {
    const begun = batch.kind === 'handle' ? await folderOfHandle(batch.handle, this.#open) : undefined;
    const known = candidates(batch, begun, this.#open);
    const isKnown = photoTest(known, this.#open);
    const list = (systemFolders: boolean): Promise<Listing> =>
      listPhotos(batch, { systemFolders, isKnown, signal, onFound });
    // To recognise a folder, list everything that may have been indexed in it.
    const wide = systemFolders || known.some((folder) => folder.systemFolders);
    const first = await list(wide);
    const settled = await settleFolder(batch, first.files, begun, said, {
      store: this.#open,
      hash: (file) => this.#hash(file, signal),
      fileOf: (photo) => this.#files.get(fileKey(photo)),
    });
    const { id } = settled.folder;
    const wanted = systemFolders ?? settled.folder.systemFolders ?? false;
    const listing = wanted === wide ? first : await list(wanted);
    if (batch.kind !== 'handle') {
      for (const { file, ...place } of listing.files)
        this.#files.set(fileKey({ folder: id, ...place }), file);
    }
    if (batch.kind !== 'single-files') await this.#noteListing(settled.folder, wanted, listing);
    const { lookalike } = settled;
    return {
      folder: id,
      listing,
      lookalike: lookalike && { folder: id, known: lookalike.known.id, missing: lookalike.missing },
    };
  }

  /** Stores with a folder how it was listed. */
  async #noteListing(known: Folder, systemFolders: boolean, { leftOut }: Listing): Promise<void> {
    const folder = { ...known, uid: known.uid ?? crypto.randomUUID(), systemFolders, leftOut };
    if (JSON.stringify(folder) !== JSON.stringify(known)) await this.#open.commit({ folder });
  }

  async #hash(file: File, signal: AbortSignal): Promise<string | undefined> {
    throwIfAborted(signal);
    try {
      return await this.#workers.run((service) => service.hash(file));
    } catch (error) {
      if (isClipError(error) && error.code === 'unreadable-file') return undefined;
      throw error;
    }
  }
}

const isGranted = async (handle: FileSystemDirectoryHandle): Promise<boolean> =>
  (await handle.queryPermission?.({ mode: 'read' })) === 'granted';

/** Key of a file. It includes size and time because single files may share a name. */
const fileKey = ({
  folder,
  path,
  size,
  modified,
}: Pick<Photo, 'folder' | 'path' | 'size' | 'modified'>): string => [folder, size, modified, path].join('/');

const noPhoto = (id: number): ClipError =>
  new ClipError(
    'invalid-argument',
    `There is no photo ${id} in this library. Take the ids of photos from it.`,
  );

const CLOSED = (): ClipError =>
  new ClipError('disposed', 'This library was closed. Open it again with openLibrary().');

registerPlugin(import.meta.url, async (engine, name: string) => {
  const { dtype, space, model } = engine.info();
  const { dimension } = model;
  const store = await LibraryStore.open({ name, space, dtype, dimension, gpu: engine.gpu });
  return new LibraryService(engine, name, store, await MarkStore.open(store.database, name));
});
