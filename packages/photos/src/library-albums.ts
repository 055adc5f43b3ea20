import type { RemotePlugin } from '@web-clip/clip';
import { checkOptions, type OptionRules } from '@web-clip/clip/internal';
import type { LibraryMarks } from './library-marks.ts';
import type { Album, AlbumCount } from './marks/albums.ts';
import { areIds, checkIds, checkText } from './marks/check-call.ts';
import type { Placement } from './marks/marks.ts';
import type { Photo } from './photo.ts';
import type { MarksService } from './worker/marks-service.ts';

/** Albums. The filter `album` finds their photos too. Their changes can be undone by {@link LibraryMarks.undo}. */
export interface LibraryAlbums {
  /** All albums, by name. */
  list(): Promise<Album[]>;
  /**
   * Makes an album.
   *
   * @param name A name that no other album has.
   * @param content `query`: a query in the language of the search box, for an album of what it finds, now and later.
   *   `photos`: ids of photos to put into the album.
   * @throws ClipError `invalid-argument` for a name or query that will not do, …, as {@link LibraryMarks.set}.
   */
  create(name: string, content?: { query?: string; photos?: readonly number[] }): Promise<Album>;
  /**
   * Gives an album another name. Saved queries that contain the old name do not follow.
   *
   * @throws ClipError `invalid-argument`, `storage-full` or `storage-failed`.
   */
  rename(id: string, name: string): Promise<void>;
  /**
   * Changes the saved query of an album.
   *
   * @param query Without one, the album has only photos that were added by hand.
   * @throws ClipError `invalid-argument`, `storage-full` or `storage-failed`.
   */
  setQuery(id: string, query: string | undefined): Promise<void>;
  /**
   * Removes an album, but no photo.
   *
   * @throws ClipError `invalid-argument`, `storage-full` or `storage-failed`.
   */
  remove(id: string): Promise<void>;
  /**
   * Puts photos into an album, whatever its query finds.
   *
   * @throws ClipError As {@link LibraryMarks.set}.
   */
  add(id: string, photos: readonly number[]): Promise<void>;
  /**
   * Takes photos out of an album, and keeps them out of it, whatever its query finds.
   *
   * @throws ClipError As {@link LibraryMarks.set}.
   */
  exclude(id: string, photos: readonly number[]): Promise<void>;
  /**
   * Takes back {@link LibraryAlbums.add} and {@link LibraryAlbums.exclude}.
   *
   * @throws ClipError As {@link LibraryMarks.set}.
   */
  release(id: string, photos: readonly number[]): Promise<void>;
  /**
   * Counts the photos of an album. A saved query is answered anew, with the photos that are likely to fit its terms, or with
   * the best hundred if that is not known.
   *
   * @throws ClipError `invalid-argument`, or what a search throws.
   */
  count(id: string): Promise<AlbumCount>;
  /**
   * The photos of an album, newest first. From now on {@link AlbumCount.new} counts what the query finds besides these.
   *
   * @throws ClipError As {@link LibraryAlbums.count}.
   */
  look(id: string): Promise<Photo[]>;
}

const CONTENT_RULES: OptionRules<{ query?: string; photos?: readonly number[] }> = {
  query: { what: 'a query such as “is:favourite”', fits: (value) => typeof value === 'string' },
  photos: { what: 'an array of ids of photos', fits: (value) => Array.isArray(value) && areIds(value) },
};

/**
 * Makes the page's side of albums.
 *
 * @param service The worker's side.
 */
export function libraryAlbums(service: RemotePlugin<MarksService>): LibraryAlbums {
  const place = async (
    call: string,
    id: string,
    photos: readonly number[],
    placement: Placement,
  ): Promise<void> => {
    checkAlbum(call, id);
    checkIds(call, photos);
    await service.placeInAlbum(id, photos, placement);
  };
  return {
    list: () => service.albums(),
    async create(name, content = {}) {
      checkText('albums.create()', 'a name', name);
      checkOptions('albums.create()', content, CONTENT_RULES);
      return service.createAlbum(name, content.query, content.photos ?? []);
    },
    async rename(id, name) {
      checkAlbum('albums.rename()', id);
      checkText('albums.rename()', 'a name', name);
      await service.renameAlbum(id, name);
    },
    async setQuery(id, query) {
      checkAlbum('albums.setQuery()', id);
      await service.setAlbumQuery(id, query);
    },
    async remove(id) {
      checkAlbum('albums.remove()', id);
      await service.removeAlbum(id);
    },
    add: (id, photos) => place('albums.add()', id, photos, 'pinned'),
    exclude: (id, photos) => place('albums.exclude()', id, photos, 'excluded'),
    release: (id, photos) => place('albums.release()', id, photos, null),
    async count(id) {
      checkAlbum('albums.count()', id);
      return service.countAlbum(id);
    },
    async look(id) {
      checkAlbum('albums.look()', id);
      return service.look(id);
    },
  };
}

const checkAlbum = (call: string, id: unknown): void => checkText(call, 'the id of an album', id);
