import type { Clip, ImageInput, RemotePlugin } from '@web-clip/clip';
import {
  ASYNC_DISPOSE,
  CALL_RULES,
  checkOptions,
  described,
  invalid,
  orAborted,
  requireBrowser,
  row,
  throwIfAborted,
  withControls,
} from '@web-clip/clip/internal';
import { proxy } from 'comlink';
import type { GroupsProgress, PhotoGroups, SamePictureGroup } from './groups/photo-groups.ts';
import { type LibraryAlbums, libraryAlbums } from './library-albums.ts';
import { type LibraryMarks, libraryMarks, marksService } from './library-marks.ts';
import { type LibraryNamedGroups, libraryNamedGroups } from './library-named-groups.ts';
import {
  ADD_RULES,
  checkLibraryOptions,
  checkPoint,
  EXPORT_RULES,
  embeddingOf,
  type LibraryOptions,
  type Query,
  SEARCH_RULES,
  type SearchOptions,
} from './library-options.ts';
import { checkIds } from './marks/check-call.ts';
import type { MarksChange } from './marks/marks.ts';
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
import type { FoundPlace, Place } from './places/place.ts';
import type { Facets } from './query/facets.ts';
import { checkRequest, postedTerms, type SearchRequest, type SearchResult } from './query/term.ts';
import { type PhotoSource, readSource } from './sources/source.ts';
import { transfersOf } from './transfer/remote-transfers.ts';
import type { Transfers } from './transfer/transfer.ts';
import type { LibraryService } from './worker/library-service.ts';
import serviceUrl from './worker/library-service.ts?worker&url';

/** A searchable library of photos, kept in this browser. */
export interface Library {
  /**
   * Adds photos: embeds new and changed ones, skips photos known by path, size and time, and removes photos that are
   * gone from a folder. A RAW file and a JPEG or HEIC in the same folder, with the same name and taken at the same
   * moment, become one photo. This also pairs single files that are added one after the other. Photos are committed
   * in small steps. If a call is aborted or dies, the next call on the same source finishes the work.
   *
   * Videos are indexed by some of their frames, where the browser has WebCodecs; see {@link Photo.video}.
   *
   * Files are recognised as images or videos by their bytes. Names only save reading: a file with an extension of one is listed,
   * a file with an extension that none has is skipped, and for any other file the first bytes are read. Skipped
   * files are counted by kind, and so are system folders; see {@link LeftOut}.
   *
   * Missing photos are only removed from a folder that is known to be the same. Its handle proves that. Without a
   * handle, the folder counts as the same if no photo is missing, if files chosen earlier in this visit cannot be
   * read any more, or if {@link AddOptions.folder} says so. Otherwise a folder with the same name and some of the
   * photos is added as another folder, which costs no embedding, and {@link AddSummary.lookalikes} reports it.
   *
   * @param source A directory handle, an input's FileList, dropped items, or single files.
   * @throws ClipError `unreadable-file` if the folder itself cannot be read, `storage-failed`, …, or the signal's
   *   reason (committed photos stay); a photo that cannot be read does not end the call.
   */
  add(source: PhotoSource, options?: AddOptions): Promise<AddSummary>;
  /**
   * Finds photos. A search takes priority over indexing, which may be running.
   *
   * @param query What to look for. With `{ photo }`: photos similar to that one, which itself is left out; it may be a
   *   {@link Frame} of a video.
   * @returns Hits, best first.
   * @throws ClipError `invalid-argument` for a query that is none, for example an embedding of another dimension, …,
   *   or the signal's reason.
   */
  search(query: Query, options?: SearchOptions): Promise<PhotoHit[]>;
  /**
   * Finds photos by several terms, and judges how likely they fit.
   *
   * @throws ClipError `invalid-argument` for a wrong term, …, or the signal's reason.
   */
  search(request: SearchRequest): Promise<SearchResult>;
  /** All readable photos that are not hidden, newest first, by the date taken or else the file's modification date. */
  photos(): Promise<Photo[]>;
  /** The photos that could not be read, with the reason, sorted by path. */
  failures(): Promise<Photo[]>;
  /** Counts. */
  status(): Promise<LibraryStatus>;
  /** The folders that photos were added from. */
  folders(): Promise<Folder[]>;
  /**
   * Counts the years, folders, cameras, places, kinds, formats, ratings, labels and albums of the readable photos. If a photo has a location, the
   * first call loads the list of cities; see {@link Library.placeAt}.
   *
   * @param language BCP 47 tag for the names of countries. Default: the language of the document.
   * @throws ClipError `download-failed`.
   */
  facets(language?: string): Promise<Facets>;
  /**
   * Finds photos of the same picture, and photos of the same moment.
   *
   * The same picture: equal files, and copies that were recompressed, scaled, converted, brightened, turned by quarter turns,
   * mirrored, or cropped by some per cent. They are compared by their pixels; photos in which something has moved are not
   * the same. The same moment: taken by one camera within two minutes of the middle of their group, and alike; how alike is
   * measured on the library. The groups are the same in whatever order photos were added.
   *
   * Later calls only compare what is new, also in later visits. Photos of older libraries belong to a group once the library has measured them,
   * in the background; see {@link LibraryOptions.onChange}.
   *
   * @throws ClipError `invalid-argument`, `storage-failed`, …, or the signal's reason: what was compared is remembered.
   */
  groups(options?: {
    signal?: AbortSignal;
    onProgress?: (progress: GroupsProgress) => void;
  }): Promise<PhotoGroups>;
  /**
   * Finds copies among some photos, such as the hits of a search: what {@link Library.groups} finds as the same picture. It
   * takes time for these photos only.
   *
   * @param photos Ids of photos. Those that are not in the library are left out.
   * @throws ClipError as {@link Library.groups}, or the signal's reason.
   */
  copies(photos: readonly number[], options?: { signal?: AbortSignal }): Promise<SamePictureGroup[]>;
  /** The thumbnail of a photo or of a {@link Frame}, 320 px on its long side, or undefined if there is no such one. */
  thumbnail(id: number): Promise<Blob | undefined>;
  /**
   * The file itself, if it can be read without asking for permission: the file was chosen in this session, or the
   * permission for its folder still holds.
   */
  file(id: number): Promise<File | undefined>;
  /**
   * Decodes a photo to be looked at, in a worker. It decodes more formats than browsers show, such as HEIC.
   *
   * @param id Id of the photo, or of a {@link Frame} of a video.
   * @param longSide Length that its long side needs, in pixels. The result may have more, but less than twice as many,
   *   unless the photo itself has fewer. A large JPEG is then decoded at a reduced size, which is several times faster.
   *   Default: all pixels.
   * @returns The photo upright, in sRGB, which the caller closes; undefined where {@link Library.file} is.
   * @throws ClipError `undecodable-image`, `too-large-image`, `unreadable-file`, `download-failed`.
   */
  picture(id: number, longSide?: number): Promise<ImageBitmap | undefined>;
  /**
   * Names the city at a point, for example at {@link Photo.location}. Nothing is asked of any server: the first call
   * loads a list of 56,000 cities of GeoNames (https://www.geonames.org, CC BY 4.0, please credit it), 0.4 MB.
   *
   * @param point Degrees of WGS 84.
   * @param language BCP 47 tag for the names of the country and of well-known cities. Default: the language of the document.
   * @returns Undefined if there is no city within 100 km.
   * @throws ClipError `invalid-argument` for a point that is none, or `download-failed`.
   */
  placeAt(point: { latitude: number; longitude: number }, language?: string): Promise<Place | undefined>;
  /**
   * Finds cities, regions and countries by their name, whatever its case and accents. After a comma, a region or a
   * country may follow: `Paris, Texas`.
   *
   * @returns The largest first; empty if no place has this name.
   * @throws ClipError `download-failed`.
   */
  findPlaces(name: string): Promise<FoundPlace[]>;
  /** Favourites, hidden photos, ratings and labels, with undo for them and for albums. */
  readonly marks: LibraryMarks;
  /** Albums. */
  readonly albums: LibraryAlbums;
  /** Things, scenes and events, with names. */
  readonly namedGroups: LibraryNamedGroups;
  /** Takes photos elsewhere: copies, moves, ZIP files and lists. */
  readonly transfers: Transfers;
  /** Removes a folder and its photos from the library. The files are not touched, and marks wait for them to return. */
  removeFolder(id: number): Promise<void>;
  /**
   * Saves the whole library as one file: records, thumbnails, the embeddings of every model, marks and albums, but not the
   * photos.
   * Thumbnails that cannot be read are left out.
   *
   * @param options `settings` are stored in the file; `import()` returns them.
   * @returns A ZIP file; its `library.json` describes the rest.
   * @throws ClipError `storage-failed`, or the signal's reason.
   */
  export(options?: {
    settings?: Readonly<Record<string, string>>;
    signal?: AbortSignal;
    onProgress?: (progress: CopyProgress) => void;
  }): Promise<Blob>;
  /**
   * Adds a saved library. Existing folders and photos do not change. Of what was said in both, such as a rating, the newer
   * word stays, and labels and albums unite. The user has to choose the added folders again
   * before their photos can be read.
   *
   * @throws ClipError `invalid-library`, and nothing was added; `unreadable-file`, `storage-full` or
   *   `storage-failed`, or the signal's reason: what was added stays, and the call can be repeated.
   */
  import(
    file: Blob,
    options?: { signal?: AbortSignal; onProgress?: (progress: CopyProgress) => void },
  ): Promise<ImportSummary>;
  /** Closes the library. Stored data stays. */
  close(): Promise<void>;
  /** Closes the library at the end of a block, if it is declared with `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The worker's side of a library. */
type Service = RemotePlugin<LibraryService>;

/** Maximum number of hits unless the caller sets a limit. */
const DEFAULT_LIMIT = 100;

/**
 * Opens a library, or creates it if it does not exist. Photos that were embedded with the same version of the same
 * model are searchable at once.
 *
 * @throws ClipError `invalid-argument`, `storage-failed`, or `disposed` if the clip was disposed; every call on a
 *   closed library also throws `disposed`.
 */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  checkLibraryOptions(options);
  requireBrowser('openLibrary()');
  const { clip, name = 'photos', onChange } = options;
  const service = await clip.loadPlugin<LibraryService>(new URL(serviceUrl, location.href).href, name);
  const listeners = new Set<(change: MarksChange) => void>();
  await service.watch(
    proxy(() => onChange?.()),
    proxy((change) => {
      for (const listener of listeners) listener(change);
    }),
  );
  const said = marksService(service.marks);
  return {
    async add(source, options = {}) {
      checkOptions('add()', options, ADD_RULES);
      // Read before the first await: dropped items are gone after their event.
      const { signal, onProgress, systemFolders, folder } = options;
      const reading = readSource(source, {
        signal,
        onFound: (total) => onProgress?.({ phase: 'listing', done: 0, total, failed: 0, rate: 0 }),
        systemFoldersOf: async (name) =>
          systemFolders ||
          (await service.folders()).some(
            (known) => known.systemFolders && known.name.normalize() === name.normalize(),
          ),
      });
      // If the call is cancelled before it begins, nothing awaits this promise.
      reading.catch(() => undefined);
      return withControls(options, async (controls) =>
        service.add(await orAborted(reading, signal), { systemFolders, folder }, controls),
      );
    },
    search: (async (query: Query | SearchRequest, options?: SearchOptions) =>
      isRequest(query)
        ? searchTerms(clip, service, query, options)
        : searchQuery(clip, service, query, options)) as Library['search'],
    photos: () => service.photos(),
    failures: () => service.failures(),
    status: () => service.status(),
    folders: () => service.folders(),
    async groups(options = {}) {
      checkOptions('groups()', options, CALL_RULES);
      return withControls(options, (controls) => service.groups(controls));
    },
    async copies(photos, options = {}) {
      checkIds('copies()', photos);
      checkOptions('copies()', options, { signal: CALL_RULES.signal });
      return withControls(options, (controls) => service.copies(photos, controls));
    },
    facets: (language = documentLanguage()) => service.facets(language),
    async thumbnail(id) {
      const thumbnail = await service.thumbnail(id);
      return thumbnail && new Blob([thumbnail.bytes], { type: thumbnail.type });
    },
    file: (id) => service.file(id),
    picture: (id, longSide) => service.picture(id, longSide),
    async placeAt(point, language = documentLanguage()) {
      checkPoint(point);
      return service.placeAt(point, language);
    },
    findPlaces: (name) => service.findPlaces(name),
    marks: libraryMarks(said, listeners),
    albums: libraryAlbums(said),
    namedGroups: libraryNamedGroups(service, documentLanguage),
    transfers: transfersOf(service, documentLanguage),
    removeFolder: (id) => service.removeFolder(id),
    async export(options = {}) {
      checkOptions('export()', options, EXPORT_RULES);
      return withControls(options, (controls) => service.export(options.settings ?? {}, controls));
    },
    async import(file, options) {
      checkOptions('import()', options, CALL_RULES);
      if (!(file instanceof Blob)) {
        throw invalid(`import() needs the File or Blob of a saved library, but got ${described(file)}.`);
      }
      return withControls(options, (controls) => service.import(file, controls));
    },
    close: () => service.close(),
    [ASYNC_DISPOSE]: () => service.close(),
  };
}

async function searchTerms(
  clip: Clip,
  service: Service,
  request: SearchRequest,
  options: unknown,
): Promise<SearchResult> {
  if (options !== undefined)
    throw invalid('search() takes the options of terms beside them: { terms, limit }.');
  checkRequest(request);
  const { terms, filters = [], cutoff = false, sort = 'relevance', limit = DEFAULT_LIMIT, signal } = request;
  const embed = async (images: readonly ImageInput[]): Promise<Float32Array[]> => {
    const embeddings = await clip.embedImages(images, signal ? { signal } : {});
    return images.map((_, i) => row(embeddings, i));
  };
  return withControls({ signal }, async (controls) =>
    service.searchTerms(await postedTerms(terms, embed), { filters, cutoff, sort, limit }, controls),
  );
}

async function searchQuery(
  clip: Clip,
  service: Service,
  query: Query,
  options: SearchOptions = {},
): Promise<PhotoHit[]> {
  checkOptions('search()', options, SEARCH_RULES);
  const { limit = DEFAULT_LIMIT, signal } = options;
  if (typeof query === 'string') {
    return withControls({ signal }, (controls) => service.searchText(query, limit, controls));
  }
  const embedding = embeddingOf(query);
  if (embedding) {
    throwIfAborted(signal);
    // A row of many would be posted with all of them.
    return service.searchEmbedding(embedding.slice(), limit);
  }
  if (isPhoto(query)) {
    if (!Number.isInteger(query.photo)) {
      throw invalid(`search({ photo }) needs the id of a photo, but got ${described(query.photo)}.`);
    }
    throwIfAborted(signal);
    return service.searchPhoto(query.photo, limit);
  }
  const { data } = await clip.embedImages([query as ImageInput], signal ? { signal } : {});
  return service.searchVector(data, limit);
}

const isRequest = (query: Query | SearchRequest): query is SearchRequest =>
  typeof query === 'object' && query !== null && 'terms' in query;

const documentLanguage = (): string => globalThis.document?.documentElement.lang || navigator.language;

const isPhoto = (query: Exclude<Query, string>): query is { photo: number } =>
  typeof query === 'object' && query !== null && 'photo' in query;
