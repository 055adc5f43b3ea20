import { isClipError, throwIfAborted } from 'web-clip/host';
import type { Folder, ImportSummary } from '../../photo.ts';
import type { PhotoRecord, Segment, Thumbnail } from '../database.ts';
import { isIntact, sealed } from '../segments.ts';
import type { Shelf } from '../shelf.ts';
import type { CopyOptions } from './export.ts';
import {
  type ArchivedSegment,
  DESCRIPTION,
  type Description,
  invalid,
  readDescription,
  thumbnailEntry,
} from './format.ts';
import { BlobReader, type FileEntry, TextWriter, Uint8ArrayWriter, ZipReader } from './zip.ts';

/** Photos in one commit. */
const STEP = 256;

/**
 * Adds an exported library to the one that there is. Nothing that is there changes: folders of the same name and
 * photos in the same place are taken for the same. It can be repeated after it was interrupted.
 *
 * @param shelf Where to; nobody else may write to it meanwhile.
 * @param file What {@link exportLibrary} gave.
 * @throws ClipError `invalid-library`, `aborted`, `storage-full` or `storage-failed`; what was added stays.
 */
export async function importLibrary(shelf: Shelf, file: Blob, options: CopyOptions): Promise<ImportSummary> {
  const zip = new ZipReader(new BlobReader(file), { checkSignature: true });
  try {
    const entries = new Map(
      (await zip.getEntries()).flatMap((entry) => (entry.directory ? [] : [[entry.filename, entry]])),
    );
    return await new Import(shelf, entries, await descriptionIn(entries), options).run();
  } catch (error) {
    throwIfAborted(options.signal);
    // zip.js throws errors of its own for what is no ZIP file, or is damaged.
    throw isClipError(error) ? error : invalid(undefined, error);
  } finally {
    await zip.close();
  }
}

async function descriptionIn(entries: ReadonlyMap<string, FileEntry>): Promise<Description> {
  const text = await entries.get(DESCRIPTION)?.getData(new TextWriter());
  if (text === undefined) throw invalid();
  return readDescription(JSON.parse(text));
}

/** One import under way. */
class Import {
  /** Folders and photos of the file, by their ids there: what they are here. */
  readonly #folders = new Map<number, number>();
  readonly #photos = new Map<number, PhotoRecord>();
  #added = 0;

  constructor(
    private readonly shelf: Shelf,
    private readonly entries: ReadonlyMap<string, FileEntry>,
    private readonly description: Description,
    private readonly options: CopyOptions,
  ) {}

  async run(): Promise<ImportSummary> {
    const { photos, segments, settings } = this.description;
    for (const folder of this.description.folders) await this.#addFolder(folder);
    const known = new Map([...this.shelf.photos.values()].map((photo) => [placeOf(photo), photo]));
    for (let start = 0; start < photos.length; start += STEP) {
      throwIfAborted(this.options.signal);
      await this.#addPhotos(photos.slice(start, start + STEP), known);
      this.options.onProgress?.({ done: Math.min(start + STEP, photos.length), total: photos.length });
    }
    let damaged = 0;
    for (const segment of segments) {
      throwIfAborted(this.options.signal);
      if (!(await this.#addRows(segment))) damaged += segment.ids.length;
    }
    return { photos: this.#added, known: this.#photos.size - this.#added, damaged, settings };
  }

  async #addFolder({ id, ...folder }: Omit<Folder, 'handle'>): Promise<void> {
    const paths = new Set(
      this.description.photos.filter((photo) => photo.folder === id).map(({ path }) => path),
    );
    const same = [...this.shelf.folders.values()].find(
      (each) =>
        each.kind === folder.kind && each.name === folder.name && this.#shares(each.id, paths, folder.kind),
    );
    const here = same?.id ?? this.shelf.takeId();
    this.#folders.set(id, here);
    if (!same) await this.shelf.commit({ folder: { ...folder, id: here } });
  }

  /** Two folders of one name are the same one if they have a photo in common, or hold none. */
  #shares(folder: number, paths: ReadonlySet<string>, kind: Folder['kind']): boolean {
    const own = [...this.shelf.photos.values()].filter((photo) => photo.folder === folder);
    return kind === 'loose' || own.length === 0 || own.some(({ path }) => paths.has(path));
  }

  async #addPhotos(archived: readonly PhotoRecord[], known: ReadonlyMap<string, PhotoRecord>): Promise<void> {
    const photos: PhotoRecord[] = [];
    const thumbnails: { id: number; thumbnail: Thumbnail }[] = [];
    for (const photo of archived) {
      const folder = this.#folders.get(photo.folder);
      if (folder === undefined) throw invalid();
      const there = known.get(placeOf({ ...photo, folder }));
      // What is known of a file that has changed since is newer.
      if (there && there.hash !== photo.hash) continue;
      const here = there ?? { ...photo, folder, id: this.shelf.takeId(), version: 1 };
      this.#photos.set(photo.id, here);
      if (there) continue;
      photos.push(here);
      const thumbnail = await this.#thumbnail(photo.id);
      if (thumbnail) thumbnails.push({ id: here.id, thumbnail });
    }
    if (photos.length > 0) await this.shelf.commit({ photos, thumbnails });
    this.#added += photos.length;
  }

  async #thumbnail(id: number): Promise<Thumbnail | undefined> {
    for (const type of ['image/jpeg', 'image/webp']) {
      const bytes = await this.#read(thumbnailEntry(id, type));
      if (bytes) return { type, bytes: bytes.slice().buffer };
    }
    return undefined;
  }

  /** @returns What an entry holds, or undefined if it is damaged. */
  async #read(entry: string): Promise<Uint8Array | undefined> {
    return this.entries
      .get(entry)
      ?.getData(new Uint8ArrayWriter())
      .catch(() => undefined);
  }

  /** @returns Whether the rows were those that were saved; else their photos are embedded anew. */
  async #addRows({ entry, ...segment }: ArchivedSegment): Promise<boolean> {
    const bytes = await this.#read(entry);
    if (!bytes || bytes.length % (4 * segment.ids.length) !== 0) return false;
    const rows = new Float32Array(bytes.slice().buffer);
    if (!(await isIntact({ ...segment, rows }))) return false;
    const current = new Map(this.description.photos.map((photo) => [photo.id, photo.version]));
    const dimension = rows.length / segment.ids.length;
    const kept = segment.ids.flatMap((id, i) => {
      const photo = this.#photos.get(id);
      const isMissing = segment.space !== this.shelf.space || !this.shelf.matrix.has(photo?.id ?? -1);
      return photo && isMissing && current.get(id) === segment.versions[i] ? [{ photo, i }] : [];
    });
    if (kept.length === 0) return true;
    const own = new Float32Array(kept.length * dimension);
    for (const [to, { i }] of kept.entries()) {
      own.set(rows.subarray(i * dimension, (i + 1) * dimension), to * dimension);
    }
    const imported: Segment = await sealed({
      space: segment.space,
      dtype: segment.dtype,
      ids: kept.map(({ photo }) => photo.id),
      versions: kept.map(({ photo }) => photo.version),
      rows: own,
    });
    await this.shelf.commit({ segment: imported });
    return true;
  }
}

/** What makes a photo the same one: its folder, and its place in it; of single files also size and time. */
const placeOf = ({ folder, path, size, modified }: PhotoRecord): string =>
  [folder, size, modified, path].join('/');
