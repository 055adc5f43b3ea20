import type { Folder } from '../photo.ts';
import type { Filter, PhotoTest } from '../query/filter.ts';
import type { ParsedQuery } from '../query/grammar/parse.ts';
import { parseQuery } from '../query/grammar/parse.ts';
import { type FilteredLibrary, libraryFilter } from '../query/library-filter.ts';
import { nameKey } from '../query/words.ts';
import type { PhotoRecord } from '../store/records.ts';
import { type Album, albumsOf } from './albums.ts';
import { albumGroup, fieldValue } from './fields.ts';
import { MarkIndex } from './mark-index.ts';
import type { MarkStore } from './mark-store.ts';

/** What albums need of a library. */
export interface AlbumLibrary {
  /** By id. */
  photos(): ReadonlyMap<number, PhotoRecord>;
  folders(): ReadonlyMap<number, Folder>;
  /** Another number whenever the photos are others. */
  commits(): number;
  /** Finds the photos in the named group whose name has this key, or that has this id. */
  group(name: string): Promise<ReadonlySet<number>>;
  /**
   * Searches as anywhere else.
   *
   * @param passes Whether a photo passes the filters. Undefined if all do.
   * @returns Ids of the photos that are likely to fit, best first.
   */
  search(terms: ParsedQuery['terms'], passes: PhotoTest | undefined): Promise<readonly number[]>;
}

/** What albums need of marks. */
type SaidOfPhotos = Pick<MarkStore, 'albums' | 'marks' | 'revision'>;

/** The photos of an album. */
export interface AlbumPhotos {
  /** All of them, by id. Hidden photos are left out. */
  ids: Set<number>;
  /** The contents that the saved query finds, as {@link AlbumFinder.seen} stores them. */
  found: Set<string>;
}

/** Hexadecimal digits that tell the contents of a library apart. */
const SEEN_DIGITS = 16;

const contentOf = (photo: PhotoRecord | undefined): string => photo?.hash.slice(0, SEEN_DIGITS) ?? '';

/** Finds the photos of albums. */
export class AlbumFinder {
  readonly #library: AlbumLibrary;
  readonly #marks: SaidOfPhotos;
  /** The last filters. */
  #prepared: { key: string; test: Promise<PhotoTest | undefined> } | undefined;
  #indexed: { index: MarkIndex; commits: number; revision: number } | undefined;

  constructor(library: AlbumLibrary, marks: SaidOfPhotos) {
    this.#library = library;
    this.#marks = marks;
  }

  /** The photos by what was said of them. It is made anew when photos or marks have changed. */
  get index(): MarkIndex {
    const commits = this.#library.commits();
    const { revision } = this.#marks;
    if (this.#indexed?.commits !== commits || this.#indexed.revision !== revision) {
      const index = new MarkIndex(this.#marks.marks, this.#library.photos(), this.#library.folders());
      this.#indexed = { index, commits, revision };
    }
    return this.#indexed.index;
  }

  /** What filters need of the library. */
  get filtered(): FilteredLibrary {
    return this.#filtered([]);
  }

  /**
   * Prepares filters; see {@link libraryFilter}.
   *
   * @returns The same test as before while filters, photos and marks are the same, so that its answers can be remembered.
   */
  filter(filters: readonly Filter[]): Promise<PhotoTest | undefined> {
    const key = JSON.stringify([filters, this.#library.commits(), this.#marks.revision]);
    if (this.#prepared?.key === key) return this.#prepared.test;
    const prepared = { key, test: libraryFilter(filters, this.filtered) };
    this.#prepared = prepared;
    prepared.test.catch(() => {
      // The next search tries again.
      if (this.#prepared === prepared) this.#prepared = undefined;
    });
    return prepared.test;
  }

  /**
   * Finds the photos of an album: those that the query finds and those that are pinned to it, but not those that are kept
   * out of it.
   *
   * @throws What a search throws.
   */
  photosOf(album: Album): Promise<AlbumPhotos> {
    return this.#photosOf(album, []);
  }

  /** @returns What was found when an album was last looked at. */
  seen(album: Album): Set<string> {
    const seen = fieldValue(this.#marks.albums.get(album.id)?.fields, 'seen');
    const contents = new Set<string>();
    if (typeof seen !== 'string') return contents;
    for (let at = 0; at < seen.length; at += SEEN_DIGITS) contents.add(seen.slice(at, at + SEEN_DIGITS));
    return contents;
  }

  /** @param within The albums whose queries are being answered. One that contains itself adds nothing. */
  #filtered(within: readonly string[]): FilteredLibrary {
    return {
      folders: this.#library.folders(),
      marks: this.index,
      group: (name) => this.#library.group(name),
      album: async (name) => {
        const ids = new Set<number>();
        for (const album of albumsOf(this.#marks.albums.values())) {
          if (nameKey(album.name) !== name || within.includes(album.id)) continue;
          for (const id of (await this.#photosOf(album, within)).ids) ids.add(id);
        }
        return ids;
      },
    };
  }

  async #photosOf({ id: album, query }: Album, within: readonly string[]): Promise<AlbumPhotos> {
    const answer = query === undefined ? [] : await this.#answer(query, [...within, album]);
    const photos = this.#library.photos();
    const { hidden, placed } = this.index;
    const { pinned = [], excluded = [] } = placed.get(albumGroup(album)) ?? {};
    const left = new Set([...hidden, ...excluded]);
    const found = answer.filter((id) => !left.has(id));
    const ids = new Set([...found, ...pinned.filter((id) => !left.has(id))]);
    return { ids, found: new Set(found.map((id) => contentOf(photos.get(id)))) };
  }

  async #answer(query: string, within: readonly string[]): Promise<readonly number[]> {
    const { terms, filters } = parseQuery(query);
    return this.#library.search(terms, await libraryFilter(filters, this.#filtered(within)));
  }
}
