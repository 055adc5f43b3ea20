import type { Photo } from '../photo.ts';
import { fileAt } from '../sources/folders.ts';
import type { PhotoFile } from '../sources/source.ts';
import type { LibraryStore } from '../store/library-store.ts';

/** The files of a library's photos, as far as the browser may read them. */
export class PhotoFiles {
  readonly #store: () => LibraryStore;
  /** Files of this session that have no handle; see {@link fileKey}. */
  readonly #files = new Map<string, File>();

  constructor(store: () => LibraryStore) {
    this.#store = store;
  }

  /** Whether there are files of this session. */
  get hasOwn(): boolean {
    return this.#files.size > 0;
  }

  /** Keeps files that were given without a handle, for this session. */
  keep(folder: number, files: readonly PhotoFile[]): void {
    for (const { file, ...place } of files) this.#files.set(fileKey({ folder, ...place }), file);
  }

  /** @returns A photo's file, if it was given without a handle in this session. */
  kept(photo: Photo): File | undefined {
    return this.#files.get(fileKey(photo));
  }

  /** @returns A photo's file; undefined if it cannot be read without asking. */
  async file(id: number): Promise<File | undefined> {
    const store = this.#store();
    const photo = store.photos.get(id);
    if (!photo) return undefined;
    const { handle } = store.folders.get(photo.folder) ?? {};
    if (!handle) return this.kept(photo);
    if (!(await isGranted(handle))) return undefined;
    try {
      return await (await fileAt(handle, photo.path)).getFile();
    } catch {
      // Moved or deleted: the next add() notices.
      return undefined;
    }
  }

  /** A photo's file with its RAW files and sidecars, as far as they can be read; empty if it cannot itself. */
  async filesOf(id: number): Promise<File[]> {
    const store = this.#store();
    const [photo, file] = [store.photos.get(id), await this.file(id)];
    if (!photo || !file) return [];
    const { handle } = store.folders.get(photo.folder) ?? {};
    if (!handle) return [file];
    const { companionsOf } = await import('../transfer/sidecar-names.ts');
    const paths = await companionsOf(handle, [photo.path, ...(photo.raws ?? []).map(({ path }) => path)]);
    const others = paths.slice(1).map(async (path) => (await fileAt(handle, path)).getFile());
    return [file, ...(await Promise.all(others))];
  }
}

/** Whether a folder can be read without asking. */
export const isGranted = async (handle: FileSystemDirectoryHandle): Promise<boolean> =>
  (await handle.queryPermission?.({ mode: 'read' })) === 'granted';

/** Key of a file. It includes size and time because single files may share a name. */
const fileKey = ({
  folder,
  path,
  size,
  modified,
}: Pick<Photo, 'folder' | 'path' | 'size' | 'modified'>): string => [folder, size, modified, path].join('/');
