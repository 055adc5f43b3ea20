import { ClipError, isClipError, throwIfAborted } from '@web-clip/clip/internal';
import type { MarkStore } from '../marks/mark-store.ts';
import type { Folder, ImportSummary } from '../photo.ts';
import { areAlike, photosIn } from '../sources/folders.ts';
import type { LibraryStore } from '../store/library-store.ts';
import { type PhotoRecord, rowsOf, type Thumbnail } from '../store/records.ts';
import { isIntact, segmentOf } from '../store/segments.ts';
import type { CopyOptions } from './export.ts';
import {
  type ArchivedSegment,
  DESCRIPTION,
  type Description,
  readDescription,
  thumbnailEntry,
} from './format.ts';
import { invalid } from './values.ts';
import { BlobReader, type FileEntry, TextWriter, Uint8ArrayWriter, ZipReader } from './zip.ts';

/** Photos per commit. */
const STEP = 256;

/**
 * Maximum sizes of unpacked entries in bytes, because a small archive may unpack to a huge one. V8 has no strings
 * much longer than the first limit.
 */
const DESCRIPTION_BYTES = 500e6;
const THUMBNAIL_BYTES = 4e6;
/** Maximum number of values in an embedding. Existing models have up to 1,536. */
const LONGEST_ROW = 16_384;

/**
 * Adds an exported library to an existing one. Existing data does not change: folders with the same name and photos
 * in the same place are treated as the same. Of what was said in both, the newer word stays. An interrupted import can be repeated.
 *
 * @param store The library to add to. Nothing else may write to it meanwhile.
 * @param marks What was said of its photos.
 * @param file The result of {@link exportLibrary}.
 * @throws ClipError `invalid-library`, and nothing was added; `unreadable-file`, `storage-full` or
 *   `storage-failed`, or the signal's reason: what was added stays.
 */
export async function importLibrary(
  store: LibraryStore,
  marks: Pick<MarkStore, 'merge'>,
  file: Blob,
  options: CopyOptions,
): Promise<ImportSummary> {
  const zip = new ZipReader(new BlobReader(file), { checkSignature: true });
  try {
    const entries = new Map(
      (await zip.getEntries()).flatMap((entry) => (entry.directory ? [] : [[entry.filename, entry]])),
    );
    const description = await descriptionIn(entries);
    const summary = await new Import(store, entries, description, options).run();
    await marks.merge(description.marks, description.albums);
    return summary;
  } catch (error) {
    throwIfAborted(options.signal);
    if (isClipError(error)) throw error;
    // zip.js throws its own errors if the file is damaged or not a ZIP file. The browser throws if it cannot read the
    // file.
    throw isUnreadable(error)
      ? new ClipError(
          'unreadable-file',
          'The file was moved or changed, or this page lost access to it. Choose it again.',
          { cause: error },
        )
      : invalid(undefined, error);
  } finally {
    await zip.close();
  }
}

async function descriptionIn(entries: ReadonlyMap<string, FileEntry>): Promise<Description> {
  const entry = entries.get(DESCRIPTION);
  if (!entry || entry.uncompressedSize > DESCRIPTION_BYTES) throw invalid();
  return readDescription(JSON.parse(await entry.getData(new TextWriter())));
}

const isUnreadable = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError');

/** One running import. */
class Import {
  /** Folders and photos in the library, by their ids in the file. */
  readonly #folders = new Map<number, number>();
  readonly #photos = new Map<number, PhotoRecord>();
  /** Rows in the library, by their ids in the file, with the versions of their photos in the file and here. */
  readonly #rows = new Map<number, { id: number; version: number; archived: number }>();
  /** Ids of rows in the library that already have an embedding, by embedding space. */
  readonly #embedded = new Map<string, Set<number>>();
  #added = 0;
  readonly #store: LibraryStore;
  readonly #entries: ReadonlyMap<string, FileEntry>;
  readonly #description: Description;
  readonly #options: CopyOptions;

  constructor(
    store: LibraryStore,
    entries: ReadonlyMap<string, FileEntry>,
    description: Description,
    options: CopyOptions,
  ) {
    this.#store = store;
    this.#entries = entries;
    this.#description = description;
    this.#options = options;
  }

  async run(): Promise<ImportSummary> {
    const { photos, segments, settings } = this.#description;
    for (const folder of this.#description.folders) {
      throwIfAborted(this.#options.signal);
      await this.#addFolder(folder);
    }
    const known = new Map([...this.#store.photos.values()].map((photo) => [this.#placeOf(photo), photo]));
    for (let start = 0; start < photos.length; start += STEP) {
      throwIfAborted(this.#options.signal);
      await this.#addPhotos(photos.slice(start, start + STEP), known);
      this.#options.onProgress?.({ done: Math.min(start + STEP, photos.length), total: photos.length });
    }
    let damaged = 0;
    for (const segment of segments) {
      throwIfAborted(this.#options.signal);
      damaged += await this.#addRows(segment);
    }
    return { photos: this.#added, known: this.#photos.size - this.#added, damaged, settings };
  }

  async #addFolder({ id, ...folder }: Omit<Folder, 'handle'>): Promise<void> {
    const photos = photosIn(id, this.#description.photos);
    const taken = new Set(this.#folders.values());
    const same = [...this.#store.folders.values()].find(
      (each) =>
        areAlike(each.kind, folder.kind) &&
        // Two folders of the file never become one.
        !taken.has(each.id) &&
        (each.kind === 'single-files' ||
          (folder.uid !== undefined && each.uid === folder.uid) ||
          (each.name.normalize() === folder.name.normalize() && this.#isSame(each, photos))),
    );
    const here = same?.id ?? this.#store.takeId();
    this.#folders.set(id, here);
    if (!same) await this.#store.commit({ folder: { ...folder, id: here } });
  }

  /**
   * Whether the photos of an imported folder may join an existing folder with the same name without losing any photo.
   * The two must share photos. The next visit to the folder must not remove any photo that joins it, and no two
   * photos may claim the same path.
   */
  #isSame(here: Folder, photos: readonly PhotoRecord[]): boolean {
    const own = photosIn(here.id, this.#store.photos.values());
    if (own.length === 0) return !here.handle;
    const contents = new Set(own.flatMap(({ hash }) => hash || []));
    const places = new Set(own.map(({ path }) => path.normalize()));
    const sound = photos.filter(({ hash }) => hash !== '');
    const others = sound.filter(({ hash }) => !contents.has(hash));
    if (sound.length === others.length) return false;
    return here.handle ? others.length === 0 : others.every(({ path }) => !places.has(path.normalize()));
  }

  /** @param known Photos by their place. Added photos are inserted. */
  async #addPhotos(archived: readonly PhotoRecord[], known: Map<string, PhotoRecord>): Promise<void> {
    const photos: PhotoRecord[] = [];
    const thumbnails: { id: number; thumbnail: Thumbnail }[] = [];
    for (const photo of archived) {
      const folder = this.#folders.get(photo.folder) as number;
      const place = this.#placeOf({ ...photo, folder });
      const there = known.get(place);
      // The file has changed since the export, so the library's record is newer.
      if (there && there.hash !== photo.hash) continue;
      const here = there ?? this.#newRecord(photo, folder);
      this.#photos.set(photo.id, here);
      const rows = rowsOf(here);
      const archived = rowsOf(photo);
      // Another version of the page may have chosen other frames of a video.
      if (rows.length === archived.length)
        for (const [i, id] of rows.entries())
          this.#rows.set(archived[i] as number, { id, version: here.version, archived: photo.version });
      if (there) continue;
      known.set(place, here);
      photos.push(here);
      for (const [i, id] of rows.entries()) {
        const thumbnail = await this.#thumbnail(archived[i] as number);
        if (thumbnail) thumbnails.push({ id, thumbnail });
      }
    }
    if (photos.length > 0) await this.#store.commit({ photos, thumbnails });
    this.#added += photos.length;
  }

  /** @returns A photo’s record with new ids. */
  #newRecord({ video, ...photo }: PhotoRecord, folder: number): PhotoRecord {
    const id = this.#store.takeId();
    const frames = video?.frames.map(({ second }, i) => ({
      id: i === 0 ? id : this.#store.takeId(),
      second,
    }));
    return { ...photo, folder, id, version: 1, ...(video && frames && { video: { ...video, frames } }) };
  }

  /** Identity of a photo: its folder and path, and for single files also size and time. */
  #placeOf({ folder, path, size, modified }: PhotoRecord): string {
    const isLoose = this.#store.folders.get(folder)?.kind === 'single-files';
    return JSON.stringify(isLoose ? [folder, path, size, modified] : [folder, path.normalize()]);
  }

  async #thumbnail(id: number): Promise<Thumbnail | undefined> {
    for (const type of ['image/jpeg', 'image/webp']) {
      const bytes = await this.#read(thumbnailEntry(id, type), THUMBNAIL_BYTES);
      if (bytes) return { type, bytes };
    }
    return undefined;
  }

  /** @returns The contents of an entry, or undefined if it is missing, damaged, or longer than `most` bytes. */
  async #read(name: string, most: number): Promise<ArrayBuffer | undefined> {
    const entry = this.#entries.get(name);
    if (!entry || entry.uncompressedSize > most) return undefined;
    try {
      const bytes = await entry.getData(new Uint8ArrayWriter());
      return bytes.slice().buffer;
    } catch (error) {
      if (isUnreadable(error)) throw error;
      return undefined;
    }
  }

  /** @returns How many rows must be embedded again because they are damaged or do not fit. */
  async #addRows({ entry, ...segment }: ArchivedSegment): Promise<number> {
    const embedded = await this.#embeddedIn(segment.space);
    const kept = segment.ids.flatMap((id, i) => {
      const row = this.#rows.get(id);
      const isNew = row && !embedded.has(row.id) && row.archived === segment.versions[i];
      return isNew ? [{ ...row, i }] : [];
    });
    if (kept.length === 0) return 0;
    const bytes = await this.#read(entry, 4 * LONGEST_ROW * segment.ids.length);
    if (!bytes || bytes.byteLength % (4 * segment.ids.length) !== 0) return kept.length;
    const rows = new Float32Array(bytes);
    const dimension = rows.length / segment.ids.length;
    const fits = segment.space !== this.#store.space || dimension === this.#store.dimension;
    if (!fits || !(await isIntact({ ...segment, rows }))) return kept.length;
    const imported = await segmentOf(
      segment.space,
      segment.dtype,
      dimension,
      kept.map(({ id, version, i }) => ({
        id,
        version,
        row: rows.subarray(i * dimension, (i + 1) * dimension),
      })),
    );
    await this.#store.commit({ segment: imported });
    for (const { id } of kept) embedded.add(id);
    return 0;
  }

  async #embeddedIn(space: string): Promise<Set<number>> {
    const known = this.#embedded.get(space) ?? (await this.#store.embedded(space));
    this.#embedded.set(space, known);
    return known;
  }
}
