import { type Engine, isClipError, type PreparedImage, throwIfAborted, type WorkerPool } from 'web-clip/host';
import { dateInContent, dateOfPhoto } from '../metadata/photo-date.ts';
import type { PhotoRecord, Thumbnail } from './database.ts';
import { FAULTS, PASSING_FAULTS, READER } from './faults.ts';
import type { ListedFile } from './listing.ts';
import type { Look, PhotoService } from './photo-main.ts';
import { placesOf } from './raw-files.ts';
import type { Shelf } from './shelf.ts';

/** A file that has been looked into, ready for its commit. */
export interface Examined {
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

/** Looks into files one by one, and recognises those whose content is known. */
export class Examiner {
  /** Photos of this folder whose files are not listed any more. */
  readonly gone = new Map<number, PhotoRecord>();
  readonly #byHash = new Map<string, PhotoRecord>();
  /** Single files that may be chosen again under another time, by {@link contentKey}. */
  readonly #chosenBefore = new Map<string, PhotoRecord>();
  /** Paths of files that were opened a second time; there is no third. */
  readonly #reopened = new Set<string>();
  /** Sizes in bytes of all those: a file of another size has another content. */
  readonly #sizes = new Set<number>();

  /**
   * @param engine Says how pictures are prepared, and takes them over.
   * @param workers Read the files.
   * @param shelf What is known.
   * @param folder Id of the folder that the files are in.
   * @param reopen Opens the file at a path anew, where that can be done; it may throw.
   */
  constructor(
    private readonly engine: Engine,
    private readonly workers: WorkerPool<PhotoService>,
    private readonly shelf: Shelf,
    private readonly folder: number,
    private readonly reopen: ((path: string) => Promise<File>) | undefined,
  ) {}

  /** Takes a photo that can be found for one that others may be copies of. */
  remember(photo: PhotoRecord): void {
    this.#byHash.set(photo.hash, photo);
    this.#sizes.add(photo.size);
  }

  /** Expects a single file to be chosen again: a phone gives a photo another time at each choice. */
  expectAgain(photo: PhotoRecord): void {
    this.#chosenBefore.set(contentKey(photo), photo);
    this.#sizes.add(photo.size);
  }

  /**
   * Looks into one file. Whatever is wrong with it becomes its record's failure.
   *
   * @param known What is known of a photo in its place.
   * @throws ClipError `aborted`, `engine-failed`, `storage-failed`, `disposed`.
   */
  async examine(listed: ListedFile, known: PhotoRecord | undefined, signal: AbortSignal): Promise<Examined> {
    throwIfAborted(signal);
    const { path, size, file } = listed;
    let same = known;
    try {
      if (this.#sizes.has(size) || known?.size === size) {
        const hash = await this.workers.run((service) => service.hash(file));
        same ??= this.#chosenBefore.get(contentKey({ path, hash }));
        const twin = this.#twin(hash, same);
        const row = twin && this.shelf.matrix.get(twin.id);
        const reused =
          twin && row && (await this.#reuse({ ...this.#record(listed, same), hash }, file, twin, row, same));
        if (reused) return reused;
      }
      const { picture, hash, captured, thumbnail } = await this.#look(file);
      const { width, height, truncated } = picture;
      const prepared = await this.engine.take(picture);
      return {
        photo: {
          ...this.#record(listed, same),
          hash,
          width,
          height,
          ...dateOfPhoto(captured, path),
          ...(truncated && { truncated }),
          // The same content: what other models made of it stays valid.
          ...(same?.hash === hash && { version: same.version }),
        },
        file,
        prepared,
        thumbnail,
      };
    } catch (error) {
      if (!isClipError(error) || !(FAULTS.has(error.code) || PASSING_FAULTS.has(error.code))) throw error;
      const changed = error.code === 'unreadable-file' && (await this.#changed(listed));
      if (changed) return this.examine(changed, known, signal);
      // What is known of a file that cannot be read just now is still the best that is known, if only to another model.
      if (PASSING_FAULTS.has(error.code) && same?.hash) return { photo: same, file, failed: true };
      const { code, message } = error;
      // Its RAW files, if there are any, are photos then.
      const { raws: _, ...record } = this.#record(listed, same);
      return { photo: { ...record, failure: { code, message, reader: READER } }, file };
    }
  }

  /** A file that has changed since it was listed, as it is now: one that is still being written changes again. */
  async #changed({ path, size, modified }: ListedFile): Promise<ListedFile | undefined> {
    const file = await this.reopen?.(path).catch(() => undefined);
    if (!file || this.#reopened.has(path)) return undefined;
    this.#reopened.add(path);
    const isChanged = file.size !== size || file.lastModified !== modified;
    return isChanged ? { path, size: file.size, modified: file.lastModified, file } : undefined;
  }

  /** Prepares a file's picture anew, which was lost with a GPU. */
  async prepareAgain(file: File): Promise<PreparedImage> {
    return this.engine.take((await this.#look(file)).picture);
  }

  /** A listed file's record before anything is known of its content. */
  #record({ path, size, modified, raws }: ListedFile, known: PhotoRecord | undefined): PhotoRecord {
    // Of a single file that is chosen again under another time, the RAW files need not be chosen with it.
    const isChosenAgain = known && this.#chosenBefore.get(contentKey(known)) === known;
    const own = isChosenAgain && known.raws ? placesOf([...(raws ?? []), ...known.raws]) : raws;
    return {
      ...emptyRecord(known?.id ?? this.shelf.takeId(), this.folder, path),
      size,
      modified,
      version: (known?.version ?? 0) + 1,
      ...(own && { raws: own }),
    };
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

  /**
   * The same content is known already: a file that was touched, moved or copied needs no encoder.
   *
   * @returns Undefined if its thumbnail cannot be read: then all has to be made anew.
   */
  async #reuse(
    photo: PhotoRecord,
    file: File,
    twin: PhotoRecord,
    row: Float32Array,
    known: PhotoRecord | undefined,
  ): Promise<Examined | undefined> {
    const { width, height, truncated } = twin;
    const same: PhotoRecord = {
      ...photo,
      width,
      height,
      ...dateOfPhoto(dateInContent(twin), photo.path),
      ...(truncated && { truncated }),
      ...(known?.hash === photo.hash && { version: known.version }),
    };
    // A moved photo keeps its id, and so all that hangs on it.
    if (this.gone.delete(twin.id)) {
      const moved = { ...same, id: twin.id, version: twin.version };
      return { photo: moved, file, row, ...(known && { replaces: known.id }) };
    }
    if (twin.id === photo.id) return { photo: same, file, row };
    try {
      const thumbnail = await this.shelf.thumbnail(twin.id);
      return { photo: same, file, row, ...(thumbnail && { thumbnail }) };
    } catch {
      return undefined;
    }
  }
}

/** Tells by what a single file is known again, whatever its time. */
const contentKey = ({ path, hash }: Pick<PhotoRecord, 'path' | 'hash'>): string =>
  `${hash}/${path.normalize()}`;

/** A photo of which nothing is known but its place. */
export const emptyRecord = (id: number, folder: number, path: string): PhotoRecord => ({
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
