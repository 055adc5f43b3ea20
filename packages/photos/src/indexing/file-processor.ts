import {
  allOrNone,
  type EncoderInput,
  type Engine,
  isClipError,
  throwIfAborted,
  type WorkerPool,
} from '@web-clip/clip/internal';
import { fieldsOfPhoto, METADATA_VERSION, metadataInContent } from '../metadata/photo-fields.ts';
import type { Frame, Video } from '../photo.ts';
import { type PhotoFile, photoFile } from '../sources/source.ts';
import type { LibraryStore } from '../store/library-store.ts';
import { emptyRecord, type PhotoRecord, rowsOf, type Thumbnail } from '../store/records.ts';
import type { FileContents } from './contents.ts';
import { FAULTS, PASSING_FAULTS, READER } from './failures.ts';
import type { PhotoService } from './photo-main.ts';
import { placesOf } from './raw-files.ts';

/** An image to embed. */
export interface ToEmbed {
  /** Id of its row. */
  id: number;
  input: EncoderInput;
  /** Prepares it again after it was lost with the GPU. */
  again(): Promise<EncoderInput>;
}

/** A processed file, ready to be committed. */
export interface ProcessedFile {
  photo: PhotoRecord;
  /** The image to embed, or the frames of a video. Absent if the file failed or its embeddings are known. */
  toEmbed?: ToEmbed[];
  /** The embeddings of a photo with the same content, in the order of {@link rowsOf}. */
  rows?: readonly Float32Array[];
  /** In the order of {@link rowsOf}. */
  thumbnails?: readonly (Thumbnail | undefined)[];
  /** Set if the file could not be read this time but its record stays as it was. */
  failed?: boolean;
  /** Id of the photo that this one replaces because another file was moved onto its path. */
  replaces?: number;
}

/** Processes files one by one, and recognises known content. */
export class FileProcessor {
  /** Photos of this folder whose files are no longer listed. */
  readonly gone = new Map<number, PhotoRecord>();
  readonly #byHash = new Map<string, PhotoRecord>();
  /** Single files that may be chosen again with another time, by {@link contentKey}. */
  readonly #chosenBefore = new Map<string, PhotoRecord>();
  /** Paths of files that were opened a second time. There is no third time. */
  readonly #reopened = new Set<string>();
  /**
   * Sizes in bytes of all remembered photos. A file of another size has other content, so it need not be hashed
   * first.
   */
  readonly #sizes = new Set<number>();
  readonly #engine: Engine;
  readonly #workers: WorkerPool<PhotoService>;
  readonly #store: LibraryStore;
  readonly #folder: number;
  readonly #reopen: ((path: string) => Promise<File>) | undefined;

  /**
   * @param engine Defines how images are prepared, and takes them over.
   * @param workers Read the files.
   * @param store The known photos.
   * @param folder Id of the folder that contains the files.
   * @param reopen Opens the file at a path again, if possible; it may throw.
   */
  constructor(
    engine: Engine,
    workers: WorkerPool<PhotoService>,
    store: LibraryStore,
    folder: number,
    reopen: ((path: string) => Promise<File>) | undefined,
  ) {
    this.#engine = engine;
    this.#workers = workers;
    this.#store = store;
    this.#folder = folder;
    this.#reopen = reopen;
  }

  /** Remembers a searchable photo, so that copies of it can reuse its embedding. */
  remember(photo: PhotoRecord): void {
    this.#byHash.set(photo.hash, photo);
    this.#sizes.add(photo.size);
  }

  /** Expects a single file to be chosen again. Phones give a photo a new modification time each time it is chosen. */
  expectAgain(photo: PhotoRecord): void {
    this.#chosenBefore.set(contentKey(photo), photo);
    this.#sizes.add(photo.size);
  }

  /**
   * Processes one file. Any problem with it becomes its record's `failure`.
   *
   * @param known The record of the photo at this path, if there is one.
   * @throws ClipError `engine-failed`, `storage-failed` or `disposed`, or the signal's reason.
   */
  async process(
    listed: PhotoFile,
    known: PhotoRecord | undefined,
    signal: AbortSignal,
  ): Promise<ProcessedFile> {
    throwIfAborted(signal);
    const { path, size, file } = listed;
    let same = known;
    let frames: readonly Frame[] | undefined;
    try {
      if (this.#sizes.has(size) || known?.size === size) {
        const hash = await this.#workers.run((service) => service.hash(file));
        same ??= this.#chosenBefore.get(contentKey({ path, hash }));
        const twin = this.#twin(hash, same);
        const rows = twin && this.#rows(twin);
        const reused =
          twin && rows && (await this.#reuse({ ...this.#record(listed, same), hash }, twin, rows, same));
        if (reused) return reused;
        if (same?.hash === hash) frames = same.video?.frames;
      }
      const contents = await this.#contents(
        file,
        frames?.map(({ second }) => second),
      );
      const { hash, metadata, width, height, fingerprint, quality, truncated, images } = contents;
      const record = this.#record(listed, same);
      const video = this.#video(record.id, contents, frames);
      const photo: PhotoRecord = {
        ...record,
        hash,
        width,
        height,
        ...fieldsOfPhoto(metadata, { path, width, height }),
        metadata: METADATA_VERSION,
        fingerprint,
        ...(quality && { quality }),
        // Known frames do not tell whether all is there.
        ...((truncated ?? (frames && same?.truncated)) && { truncated: true as const }),
        ...(video && { video }),
        // The content is the same, so the embeddings of other models stay valid.
        ...(same?.hash === hash && { version: same.version }),
      };
      const ids = rowsOf(photo);
      const inputs = await allOrNone(images.map(({ image }) => this.#engine.images.adopt(image)));
      return {
        photo,
        toEmbed: inputs.map((input, i) => ({
          id: ids[i] as number,
          input,
          again: () => this.#prepareAgain(file, images[i]?.second),
        })),
        thumbnails: images.map(({ thumbnail }) => thumbnail),
      };
    } catch (error) {
      if (!isClipError(error) || !(FAULTS.has(error.code) || PASSING_FAULTS.has(error.code))) throw error;
      const changed = error.code === 'unreadable-file' && (await this.#changed(listed));
      if (changed) return this.process(changed, known, signal);
      // If the file cannot be read just now, its old record is still the best one, if only for another model.
      if (PASSING_FAULTS.has(error.code) && same?.hash) return { photo: same, failed: true };
      const { code, message } = error;
      // A failed photo gives up its RAW files: they become photos themselves.
      const { raws: _, ...record } = this.#record(listed, same);
      return { photo: { ...record, failure: { code, message, reader: READER } } };
    }
  }

  /**
   * Opens a file again that has changed since it was listed. A file that is still being written may change once more.
   */
  async #changed({ path, size, modified }: PhotoFile): Promise<PhotoFile | undefined> {
    const file = await this.#reopen?.(path).catch(() => undefined);
    if (!file || this.#reopened.has(path)) return undefined;
    this.#reopened.add(path);
    const isChanged = file.size !== size || file.lastModified !== modified;
    return isChanged ? photoFile(path, file) : undefined;
  }

  /** @param second Of a video, the frame to prepare. */
  async #prepareAgain(file: File, second: number | undefined): Promise<EncoderInput> {
    const { images } = await this.#contents(file, second === undefined ? undefined : [second]);
    return this.#engine.images.adopt((images[0] as FileContents['images'][number]).image);
  }

  /**
   * @param id Id of the photo.
   * @param known Frames of the same content, whose ids and embeddings of other models stay valid.
   */
  #video(
    id: number,
    { seconds, images }: FileContents,
    known: readonly Frame[] | undefined,
  ): Video | undefined {
    if (seconds === undefined) return undefined;
    const added = images.map(({ second = 0 }, i) => ({ id: i === 0 ? id : this.#store.takeId(), second }));
    return { seconds, frames: known ?? added };
  }

  /** A listed file's record before anything is known of its content. */
  #record({ path, size, modified, raws }: PhotoFile, known: PhotoRecord | undefined): PhotoRecord {
    // If a single file is chosen again with another time, its RAW files need not be chosen with it.
    const isChosenAgain = known && this.#chosenBefore.get(contentKey(known)) === known;
    const own = isChosenAgain && known.raws ? placesOf([...(raws ?? []), ...known.raws]) : raws;
    return {
      ...emptyRecord(known?.id ?? this.#store.takeId(), this.#folder, path),
      size,
      modified,
      version: (known?.version ?? 0) + 1,
      ...(own && { raws: own }),
    };
  }

  /** @param seconds Of a video, the frames that are known already. */
  #contents(file: File, seconds: readonly number[] | undefined): Promise<FileContents> {
    return this.#workers.run((service) => service.contents(file, this.#engine.images.preparation, seconds));
  }

  /** The embeddings of a photo, if it has all of them. */
  #rows(photo: PhotoRecord): Float32Array[] | undefined {
    const rows = rowsOf(photo).map((id) => this.#store.matrix.get(id));
    return rows.every((row) => row !== undefined) ? rows : undefined;
  }

  /** A photo with this content: the file's own record, or any other that still has it. */
  #twin(hash: string, known: PhotoRecord | undefined): PhotoRecord | undefined {
    const candidate = known?.hash === hash ? known : this.#byHash.get(hash);
    const current = candidate && this.#store.photos.get(candidate.id);
    return current?.hash === hash ? current : undefined;
  }

  /**
   * Reuses the embeddings of known content, so that touched, moved and copied files need no encoder.
   *
   * @returns Undefined if the thumbnail cannot be read: the file then has to be processed from scratch.
   */
  async #reuse(
    photo: PhotoRecord,
    twin: PhotoRecord,
    rows: readonly Float32Array[],
    known: PhotoRecord | undefined,
  ): Promise<ProcessedFile | undefined> {
    const { width, height, truncated, fingerprint, quality, video } = twin;
    const same: PhotoRecord = {
      ...photo,
      width,
      height,
      ...fieldsOfPhoto(metadataInContent(twin), { path: photo.path, width, height }),
      ...(twin.metadata !== undefined && { metadata: twin.metadata }),
      ...(fingerprint !== undefined && { fingerprint }),
      ...(quality && { quality }),
      ...(truncated && { truncated }),
      ...(known?.hash === photo.hash && { version: known.version }),
    };
    // A moved photo keeps its id, and everything stored under it.
    if (this.gone.delete(twin.id)) {
      const moved = { ...same, id: twin.id, version: twin.version, ...(video && { video }) };
      return { photo: moved, rows, ...(known && { replaces: known.id }) };
    }
    if (twin.id === photo.id) return { photo: { ...same, ...(video && { video }) }, rows };
    try {
      const thumbnails = await Promise.all(rowsOf(twin).map((id) => this.#store.thumbnail(id)));
      const copied = video && {
        ...video,
        frames: video.frames.map(({ second }, i) => ({
          id: i === 0 ? photo.id : this.#store.takeId(),
          second,
        })),
      };
      return { photo: { ...same, ...(copied && { video: copied }) }, rows, thumbnails };
    } catch {
      return undefined;
    }
  }
}

/** The key that recognises a single file whatever its modification time. */
const contentKey = ({ path, hash }: Pick<PhotoRecord, 'path' | 'hash'>): string =>
  `${hash}/${path.normalize()}`;
