import {
  CallControls,
  ClipError,
  type Engine,
  newWorker,
  registerPlugin,
  WorkerPool,
} from '@web-clip/clip/internal';
import { transfer } from 'comlink';
import type { GroupsProgress, PhotoGroups, SamePictureGroup } from '../groups/photo-groups.ts';
import { Indexer } from '../indexing/indexer.ts';
import type { PhotoService } from '../indexing/photo-main.ts';
import photoWorkerUrl from '../indexing/photo-worker.ts?worker&url';
import { MarkStore } from '../marks/mark-store.ts';
import type { MarksChange } from '../marks/marks.ts';
import type { GroupChange } from '../named-groups/group-edits.ts';
import type { NamedGroup, NamedGroupsProgress } from '../named-groups/named-group.ts';
import type {
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
import { frameOf } from '../query/found-photos.ts';
import { libraryFacets } from '../query/library-filter.ts';
import { newestFirst } from '../query/newest-first.ts';
import type { PostedOptions, PostedTerm, SearchResult } from '../query/term.ts';
import { fileAt } from '../sources/folders.ts';
import { LeftOutCount } from '../sources/left-out.ts';
import type { Batch } from '../sources/source.ts';
import { LibraryStore } from '../store/library-store.ts';
import type { Thumbnail } from '../store/records.ts';
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
import { GroupsService } from './groups-service.ts';
import { LibrarySearch } from './library-search.ts';
import { listBatch, type ServiceAddOptions } from './list-batch.ts';
import { type MarksMethod, MarksService } from './marks-service.ts';
import type { NamedGroupsService } from './named-groups-service.ts';
import { PhotoFiles } from './photo-files.ts';
import { updatePhotos } from './photo-updates.ts';
import { seen } from './seen.ts';

/** The worker side of a library. The page calls it through `Library`. */
export class LibraryService {
  readonly #files = new PhotoFiles(() => this.#open);
  readonly #closing = new AbortController();
  readonly #workers = new WorkerPool<PhotoService>(() => newWorker(photoWorkerUrl, 'web-clip photos'));
  readonly #lock: string;
  /** Ends when no add() is running. */
  #adding: Promise<unknown> = Promise.resolve();
  #updating: Promise<void> = Promise.resolve();
  readonly #groups = new GroupsService(() => this.#open, this.#workers);
  #changed = (): void => undefined;
  #store: LibraryStore | undefined;
  #transfers: Promise<TransferService> | undefined;
  #namedGroups: Promise<NamedGroupsService> | undefined;
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
        group: (name) => this.#groupNamed(name),
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
      const library = { store: this.#open, files: this.#files, workers: this.#workers };
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
        const { folder, listing, lookalike } = await listBatch(batch, options, library, signal, onFound);
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
    const { photos, matrix } = this.#open;
    let [failed, searchable] = [0, 0];
    for (const { id, failure } of photos.values()) {
      if (failure) failed++;
      if (matrix.has(id)) searchable++;
    }
    return { photos: photos.size, searchable, failed };
  }

  folders(): Folder[] {
    return [...this.#open.folders.values()];
  }

  async facets(language: string): Promise<Facets> {
    const albums = await this.#marks.albumFacets();
    const photos = [...this.#open.photos.values()].filter(({ failure }) => !failure);
    return libraryFacets(photos, this.#marks.finder.filtered, albums, language);
  }

  /** Groups photos; see `Library.groups`. */
  groups({ signal, onProgress }: CallControls<GroupsProgress>): Promise<PhotoGroups> {
    return this.#untilClosed(signal, (ended) => this.#groups.groups(new CallControls(ended, onProgress)));
  }

  /** Finds copies among some photos; see `Library.copies`. */
  copies(ids: readonly number[], { signal }: CallControls): Promise<SamePictureGroup[]> {
    return this.#untilClosed(signal, (ended) => this.#groups.copies(ids, new CallControls(ended)));
  }

  /** Lists named groups; see `Library.namedGroups`. */
  namedGroups(language: string, controls: CallControls<NamedGroupsProgress>): Promise<NamedGroup[]> {
    return this.#grouping(controls, (service, ended) => service.list(language, ended));
  }

  changeNamedGroup(
    change: GroupChange,
    language: string,
    controls: CallControls<NamedGroupsProgress>,
  ): Promise<string | undefined> {
    return this.#grouping(controls, (service, ended) => service.change(change, language, ended));
  }

  thumbnail(id: number): Promise<Thumbnail | undefined> {
    return this.#open.thumbnail(id);
  }

  async picture(id: number, longSide?: number): Promise<ImageBitmap | undefined> {
    const photo = this.#open.rows.get(id);
    const file = photo && (await this.file(photo.id));
    if (!file) return undefined;
    const { width, height } = photo;
    const frame = frameOf(photo, id);
    const bitmap = await this.#workers.run((service) =>
      service.picture(file, { width, height }, longSide, frame?.second),
    );
    return transfer(bitmap, [bitmap]);
  }

  /** See {@link PhotoFiles.file}. */
  file(id: number): Promise<File | undefined> {
    return this.#files.file(id);
  }

  /** See {@link PhotoFiles.filesOf}. */
  filesOf(id: number): Promise<File[]> {
    return this.#files.filesOf(id);
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

  /** Updates photos of earlier versions in the background; see {@link updatePhotos}. */
  #updatePhotos(): void {
    const { signal } = this.#closing;
    const update = async (): Promise<void> => {
      const isUpdated = await updatePhotos(
        {
          store: () => this.#open,
          files: this.#files,
          workers: this.#workers,
          whenIdle: async () => {
            await this.#adding;
          },
          commit: (changed) => this.#write(signal, async () => this.#open.commit({ photos: changed() })),
        },
        signal,
      );
      if (isUpdated) this.#changed();
    };
    // Nobody waits for it: what fails now is tried again next time.
    this.#updating = this.#updating.then(update).catch(() => undefined);
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

  #groupNamed(name: string): Promise<ReadonlySet<number>> {
    return this.#grouping(new CallControls(), (service, ended) => service.photosOf(name, ended));
  }

  /** Few visits list named groups, so their code is loaded with the first call. */
  async #grouping<T>(
    { signal, onProgress }: CallControls<NamedGroupsProgress>,
    work: (service: NamedGroupsService, controls: CallControls<NamedGroupsProgress>) => Promise<T>,
  ): Promise<T> {
    this.#namedGroups ??= import('./named-groups-service.ts').then(
      ({ NamedGroupsService }) =>
        new NamedGroupsService({
          store: () => this.#open,
          engine: this.#engine,
          marks: this.#markStore,
          finder: this.#marks.finder,
          hashesOf: (photos) => this.#marks.hashesOf(photos),
        }),
    );
    const service = await this.#namedGroups;
    return this.#untilClosed(signal, (ended) => work(service, new CallControls(ended, onProgress)));
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
}

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
