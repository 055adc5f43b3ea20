import type { PhotoFile } from '../sources/source.ts';
import type { PhotoRecord } from '../store/records.ts';

type Place = Pick<PhotoRecord, 'path' | 'size' | 'modified'>;

/**
 * The files of one listing by place. macOS decomposes the letters of a path (NFD) where others compose them (NFC).
 * Both forms are the same place, unless a folder has a file for each. The place of a single file includes its size
 * and time, because unrelated single files may share a name.
 */
export class Places {
  readonly #files = new Map<string, PhotoFile>();
  readonly #singleFiles: boolean;

  /** @param singleFiles Whether these are single files. */
  constructor(files: readonly PhotoFile[], singleFiles: boolean) {
    this.#singleFiles = singleFiles;
    const isComposed = ({ path }: PhotoFile): boolean => path === path.normalize();
    for (const file of files) if (isComposed(file)) this.#files.set(this.#key(file, file.path), file);
    for (const file of files) {
      if (isComposed(file)) continue;
      const composed = this.#key(file, file.path.normalize());
      this.#files.set(this.#files.has(composed) ? this.#key(file, file.path) : composed, file);
    }
  }

  get size(): number {
    return this.#files.size;
  }

  files(): Iterable<PhotoFile> {
    return this.#files.values();
  }

  /** @returns The file at a photo's place. */
  at(photo: Place): PhotoFile | undefined {
    return (
      this.#files.get(this.#key(photo, photo.path)) ??
      this.#files.get(this.#key(photo, photo.path.normalize()))
    );
  }

  #key({ size, modified }: Place, path: string): string {
    return this.#singleFiles ? `${path}/${size}/${modified}` : path;
  }
}
