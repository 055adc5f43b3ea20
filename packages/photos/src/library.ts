import { proxy } from 'comlink';
import { type Clip, ClipError, type ImageInput } from 'web-clip';
import { orAborted, throwIfAborted, withControls } from 'web-clip/host';
import type {
  AddOptions,
  AddSummary,
  CopyProgress,
  Folder,
  ImportSummary,
  LibraryStatus,
  Photo,
  PhotoHit,
} from './photo.ts';
import { type PhotoSource, readSource } from './source.ts';
import type { LibraryGuest } from './worker/guest.ts';
import guestUrl from './worker/guest.ts?worker&url';

/** What `openLibrary` may be given. */
export interface LibraryOptions {
  /** The model that embeds photos and queries. The library works in its worker. */
  clip: Clip;
  /** Name of the library in this browser's storage. Default: `photos`. */
  name?: string;
  /** Is called when another tab has changed the library; what it has indexed is found here as well. */
  onChange?: () => void;
}

/** A text, a picture, or a photo of the library. */
export type Query = string | ImageInput | { photo: number };

/** A searchable library of photos, kept in this browser. */
export interface Library {
  /**
   * Adds photos: what is new or changed is embedded, what is known by path, size and time is left
   * alone, and what is gone from a folder is dropped. A RAW file and its JPEG or HEIC, of one name and
   * moment in one folder, are one photo; so are two single files, even if one is added after the other.
   * Photos are committed in small steps; a call that was aborted or died is finished by the next one on
   * the same source.
   *
   * Images are told by their bytes. Names only spare a look: files with an image's ending are listed, those whose ending
   * no image has are passed over, and of all others the first bytes are read. What is passed over is counted by kind, and
   * so are the folders that systems make; see {@link LeftOut}.
   *
   * What is gone from a folder is dropped if the folder is known to be the same: by its handle; or, where there are only
   * files, if nothing is gone from it, if files that were chosen before in this visit cannot be read any more, or if
   * {@link AddOptions.folder} says so. Else a folder of the same name that holds some of the photos is added as another
   * one, which costs no embedding, and {@link AddSummary.lookalikes} tells of it.
   *
   * @param source A directory handle, an input's FileList, dropped items, or files one by one.
   * @throws ClipError `aborted` (what was committed stays), `unreadable-file` if the folder itself
   *   cannot be read, `storage-failed`, …; a photo that cannot be read does not end the call.
   */
  add(source: PhotoSource, options?: AddOptions): Promise<AddSummary>;
  /**
   * Finds photos; goes before indexing, which may be running.
   *
   * @param query What to look for; with `{ photo }`, photos that look like it, itself left out.
   * @param options `limit`: the most hits, 100 by default.
   * @returns Hits, best first.
   */
  search(query: Query, options?: { limit?: number; signal?: AbortSignal }): Promise<PhotoHit[]>;
  /** All photos that could be read, newest first by the date taken, else by the file's. */
  photos(): Promise<Photo[]>;
  /** The photos that could not be read, with the reason, by path. */
  failures(): Promise<Photo[]>;
  /** Counts. */
  status(): Promise<LibraryStatus>;
  /** The folders that photos were added from. */
  folders(): Promise<Folder[]>;
  /** A small picture, 320 px on its long side, or undefined for a photo that is not there. */
  thumbnail(id: number): Promise<Blob | undefined>;
  /**
   * The file itself, if it can be read without asking: files of this session, or of a folder whose
   * permission still holds.
   */
  file(id: number): Promise<File | undefined>;
  /** Removes every photo of a folder, and the folder, from the library; files are not touched. */
  removeFolder(id: number): Promise<void>;
  /**
   * Saves the whole library as one file: records, thumbnails, and the embeddings of every model, but not the photos.
   * Thumbnails that cannot be read are left out.
   *
   * @param options `settings` go along, and come back from `import()`.
   * @returns A ZIP file; `library.json` in it describes the rest.
   * @throws ClipError `aborted` or `storage-failed`.
   */
  export(options?: {
    settings?: Readonly<Record<string, string>>;
    signal?: AbortSignal;
    onProgress?: (progress: CopyProgress) => void;
  }): Promise<Blob>;
  /**
   * Adds a library that was saved. Nothing that is there changes; folders have to be chosen again before their
   * photos can be read.
   *
   * @throws ClipError `invalid-library`, and nothing was added; `unreadable-file`, `aborted`, `storage-full` or
   *   `storage-failed`: what was added stays, and the call can be repeated.
   */
  import(
    file: Blob,
    options?: { signal?: AbortSignal; onProgress?: (progress: CopyProgress) => void },
  ): Promise<ImportSummary>;
  /** Ends the use of the library; what is stored stays. */
  close(): Promise<void>;
}

/** Hits of a search whose caller sets no limit. */
const DEFAULT_LIMIT = 100;

/**
 * Opens a library, and makes it where there is none. Its photos that were embedded by the same
 * version of the same model are searchable at once.
 *
 * @throws ClipError `storage-failed`, or `disposed` if the clip was; so do all calls of a library that
 *   was closed.
 */
export async function openLibrary({ clip, name = 'photos', onChange }: LibraryOptions): Promise<Library> {
  const guest = await clip.host<LibraryGuest>(new URL(guestUrl, import.meta.url).href, name);
  await guest.watch(proxy(() => onChange?.()));
  return {
    async add(source, options = {}) {
      // Before anything is awaited: dropped items are gone after their event.
      const { signal, onProgress, systemFolders, folder } = options;
      const reading = readSource(source, {
        signal,
        onFound: (total) => onProgress?.({ phase: 'listing', done: 0, total, failed: 0, rate: 0 }),
        systemFoldersOf: async (name) =>
          systemFolders ||
          (await guest.folders()).some(
            (known) => known.systemFolders && known.name.normalize() === name.normalize(),
          ),
      });
      // Of a call that was cancelled before it began, nobody waits for it.
      reading.catch(() => undefined);
      return withControls(options, async (controls) =>
        guest.add(await orAborted(reading, signal), { systemFolders, folder }, controls),
      );
    },
    async search(query, { limit = DEFAULT_LIMIT, signal } = {}) {
      if (!(limit >= 1))
        throw new ClipError('invalid-argument', `The limit is ${limit}. Ask for at least one hit.`);
      if (typeof query === 'string') {
        return withControls({ signal }, (controls) => guest.searchText(query, limit, controls));
      }
      if ('photo' in query) {
        throwIfAborted(signal);
        return guest.searchPhoto(query.photo, limit);
      }
      const { data } = await clip.embedImages([query], signal ? { signal } : {});
      return guest.searchVector(data, limit);
    },
    photos: () => guest.photos(),
    failures: () => guest.failures(),
    status: () => guest.status(),
    folders: () => guest.folders(),
    async thumbnail(id) {
      const thumbnail = await guest.thumbnail(id);
      return thumbnail && new Blob([thumbnail.bytes], { type: thumbnail.type });
    },
    file: (id) => guest.file(id),
    removeFolder: (id) => guest.removeFolder(id),
    export: (options = {}) =>
      withControls(options, (controls) => guest.export(options.settings ?? {}, controls)),
    import: (file, options) => withControls(options, (controls) => guest.import(file, controls)),
    close: () => guest.close(),
  };
}
