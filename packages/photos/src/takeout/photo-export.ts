import { kindByName } from '../sources/kind-by-name.ts';
import { readAlbum, readPhotoDetails } from './apple.ts';
import { type GoogleSaid, readGoogle } from './google.ts';
import type { ExportedMarks } from './said-of-photo.ts';
import { SidecarNames } from './sidecar-name.ts';
import { filesInZip, type ZippedFile } from './zip-files.ts';

/** Longest text in bytes that is read of an export. Apple’s tables have some 100 bytes for each photo. */
const TEXT_BYTES = 2 ** 25;

/** What one folder of an export says, besides the sidecars of its photos. */
interface ExportedFolder {
  names: SidecarNames;
  /** Title of the album that it is, if it is one. */
  album?: string | undefined;
}

/** What Apple’s tables say. */
interface AppleDetails {
  /** By path, and by name where names do not repeat. */
  photos: ReadonlyMap<string, Omit<ExportedMarks, 'albums'>>;
  /** Paths of photos in the trash. */
  deleted: ReadonlySet<string>;
}

/**
 * Photos as Google Takeout or Apple’s export (privacy.apple.com) delivers them: in several ZIP files, which are read in
 * place. A photo and what is said about it may be in different ones, so give all of them at once.
 */
export class PhotoExport {
  readonly #byPath: ReadonlyMap<string, ZippedFile>;
  readonly #folders = new Map<string, Promise<ExportedFolder>>();
  /** Names of all files, by folder. */
  readonly #names = new Map<string, string[]>();
  readonly #trashed = new Set<string>();
  #last: { path: string; said: Promise<GoogleSaid | undefined> } | undefined;
  #apple: Promise<AppleDetails> | undefined;
  #albums: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

  private constructor(archives: readonly (readonly ZippedFile[])[]) {
    const byPath = new Map<string, ZippedFile>();
    for (const [i, files] of archives.entries()) {
      // Apple’s parts may have files of the same path.
      for (const file of files) {
        const path = byPath.has(file.path) ? `${i + 1}/${file.path}` : file.path;
        byPath.set(path, { ...file, path });
        const names = this.#names.get(folderOf(path));
        if (names) names.push(nameOf(path));
        else this.#names.set(folderOf(path), [nameOf(path)]);
      }
    }
    this.#byPath = byPath;
  }

  /**
   * Reads the directories of ZIP files.
   *
   * @throws ClipError `unreadable-file` if one is no ZIP, or is damaged.
   */
  static async open(archives: readonly Blob[]): Promise<PhotoExport> {
    return new PhotoExport(await Promise.all(archives.map(filesInZip)));
  }

  /** The photos, videos and other files, without those that only say something about them. */
  get files(): ZippedFile[] {
    return [...this.#byPath.values()].filter(({ path }) => !isText(path));
  }

  /**
   * The images among {@link PhotoExport.files}, opened one after the other: a source for `Library.add`. Compressed ones
   * are held by the browser as long as the library is open. Photos in the trash are left out; see {@link trashed}.
   *
   * @throws ClipError `unreadable-file` if a ZIP file was moved or changed.
   */
  async *photos(): AsyncGenerator<{ path: string; file: File }> {
    for (const { path, open } of this.files) {
      const kind = kindByName(nameOf(path));
      if (kind !== 'listed' && kind !== undefined) continue;
      if (await this.#isTrashed(path)) this.#trashed.add(path);
      else yield { path, file: await open() };
    }
  }

  /** Number of photos that {@link PhotoExport.photos} has left out so far because they are in the trash. */
  get trashed(): number {
    return this.#trashed.size;
  }

  /**
   * Finds out what the export says about a photo.
   *
   * @param path Path of one of {@link PhotoExport.files}.
   * @returns Undefined if it says nothing, or the photo is in the trash.
   * @throws ClipError `unreadable-file` if a ZIP file was moved or changed.
   */
  async marksOf(path: string): Promise<ExportedMarks | undefined> {
    const { album } = await this.#folder(folderOf(path));
    const said = await this.#sidecar(path);
    if (said?.kind === 'photo') {
      return said.isTrashed ? undefined : { ...said.marks, albums: album === undefined ? [] : [album] };
    }
    const [{ photos: apple }, albums] = await Promise.all([this.#photoDetails(), this.#appleAlbums()]);
    const marks = apple.get(path) ?? apple.get(nameOf(path));
    const inAlbums = albums.get(nameOf(path)) ?? [];
    if (marks) return { ...marks, albums: inAlbums };
    return inAlbums.length > 0 ? { favourite: false, hidden: false, albums: inAlbums } : undefined;
  }

  async #isTrashed(path: string): Promise<boolean> {
    const said = await this.#sidecar(path);
    return said?.kind === 'photo' ? said.isTrashed : (await this.#photoDetails()).deleted.has(path);
  }

  /** Reads Google’s sidecar of a photo, if there is one. That of the last photo is usually asked for again. */
  #sidecar(path: string): Promise<GoogleSaid | undefined> {
    if (this.#last?.path !== path) this.#last = { path, said: this.#readSidecar(path) };
    return this.#last.said;
  }

  async #readSidecar(path: string): Promise<GoogleSaid | undefined> {
    const folder = folderOf(path);
    const sidecar = (await this.#folder(folder)).names.find(nameOf(path));
    return sidecar === undefined ? undefined : this.#google(folder + sidecar);
  }

  #folder(folder: string): Promise<ExportedFolder> {
    const known = this.#folders.get(folder) ?? this.#read(folder);
    this.#folders.set(folder, known);
    return known;
  }

  /** In Google’s folders, only a JSON file that belongs to no photo or video can be that of an album. */
  async #read(folder: string): Promise<ExportedFolder> {
    const all = this.#names.get(folder) ?? [];
    const names = new SidecarNames(all);
    const ofPhotos = new Set(all.map((name) => names.find(name)));
    for (const name of all) {
      if (!isText(name) || ofPhotos.has(name)) continue;
      const said = await this.#google(folder + name);
      if (said.kind === 'album') return { names, album: said.title };
    }
    return { names };
  }

  async #google(path: string): Promise<GoogleSaid> {
    return readGoogle(await this.#text(path));
  }

  #photoDetails(): Promise<AppleDetails> {
    this.#apple ??= (async () => {
      const photos = new Map<string, Omit<ExportedMarks, 'albums'>>();
      const deleted = new Set<string>();
      for (const path of this.#byPath.keys()) {
        if (!/^photo details.*\.csv$/i.test(nameOf(path))) continue;
        for (const { name, marks, isDeleted } of readPhotoDetails(await this.#text(path))) {
          if (isDeleted) {
            deleted.add(folderOf(path) + name);
            continue;
          }
          // The table is beside its photos. Names repeat in other folders.
          photos.set(folderOf(path) + name, marks);
          if (!photos.has(name)) photos.set(name, marks);
        }
      }
      return { photos, deleted };
    })();
    return this.#apple;
  }

  #appleAlbums(): Promise<ReadonlyMap<string, readonly string[]>> {
    this.#albums ??= (async () => {
      const albums = new Map<string, string[]>();
      for (const path of [...this.#byPath.keys()].sort()) {
        const title = /(?:^|\/)Albums\/([^/]+)\.csv$/i.exec(path)?.[1];
        if (title === undefined) continue;
        for (const name of readAlbum(await this.#text(path))) {
          const known = albums.get(name) ?? [];
          albums.set(name, [...new Set([...known, title])]);
        }
      }
      return albums;
    })();
    return this.#albums;
  }

  /** @returns Nothing for a file that is too large to be what it says. */
  async #text(path: string): Promise<string> {
    const file = this.#byPath.get(path);
    return file && file.size <= TEXT_BYTES ? (await file.open()).text() : '';
  }
}

/** Whether a file only says something about others. */
const isText = (path: string): boolean => /\.(json|csv|html)$/i.test(path);

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** @returns The path of a file's folder, with the slash behind it. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
