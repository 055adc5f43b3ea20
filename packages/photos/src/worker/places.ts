import type { PhotoRecord } from './database.ts';
import type { ListedFile } from './listing.ts';

/** What tells the places of files apart. */
type Place = Pick<PhotoRecord, 'path' | 'size' | 'modified'>;

/**
 * The files of one listing by their places. macOS decomposes the letters of a path (NFD) where others compose them (NFC):
 * however they are written, a place is the same, unless a folder holds files of both. A single file has nothing but its
 * name in common with others of that name: its size and time belong to its place.
 */
export class Places {
  readonly #files = new Map<string, ListedFile>();

  /** @param loose Whether they are single files. */
  constructor(
    files: readonly ListedFile[],
    private readonly loose: boolean,
  ) {
    const isComposed = ({ path }: ListedFile): boolean => path === path.normalize();
    for (const file of files) if (isComposed(file)) this.#files.set(this.#key(file, file.path), file);
    for (const file of files) {
      if (isComposed(file)) continue;
      const composed = this.#key(file, file.path.normalize());
      this.#files.set(this.#files.has(composed) ? this.#key(file, file.path) : composed, file);
    }
  }

  /** How many there are. */
  get size(): number {
    return this.#files.size;
  }

  /** All of them. */
  files(): Iterable<ListedFile> {
    return this.#files.values();
  }

  /** @returns The file in a photo's place. */
  at(photo: Place): ListedFile | undefined {
    return (
      this.#files.get(this.#key(photo, photo.path)) ??
      this.#files.get(this.#key(photo, photo.path.normalize()))
    );
  }

  #key({ size, modified }: Place, path: string): string {
    return this.loose ? `${path}/${size}/${modified}` : path;
  }
}
