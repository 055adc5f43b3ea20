import { ClipError, described, invalid } from '@web-clip/clip/internal';
import type { LoggedAction } from '../marks/action-log.ts';
import { AlbumFinder, type AlbumLibrary } from '../marks/album-photos.ts';
import { type Album, type AlbumCount, albumsOf, checkedName, checkQuery } from '../marks/albums.ts';
import { type Copies, checkApart, fileKey, hidingEdits, showingEdit } from '../marks/copies.ts';
import { albumGroup, groupField } from '../marks/fields.ts';
import type { Placed } from '../marks/mark-index.ts';
import type { MarkChanges, MarkStore } from '../marks/mark-store.ts';
import {
  kindOfChange,
  type MarkAction,
  type MarkChange,
  type Marks,
  type MarksChange,
  marksOf,
  type Placement,
  valuesOf,
} from '../marks/marks.ts';
import type { Photo } from '../photo.ts';
import { type Facet, sorted } from '../query/facets.ts';
import { newestFirst } from '../query/newest-first.ts';
import type { Edit } from '../store/records.ts';
import { seen } from './seen.ts';

/** What the page may call. */
export type MarksMethod = Exclude<keyof MarksService, 'finder' | 'watch' | 'albumFacets' | 'hashesOf'>;

/** The worker side of `Library.marks` and `Library.albums`. */
export class MarksService {
  /** What filters need to know, and the photos of albums. */
  readonly finder: AlbumFinder;
  readonly #library: AlbumLibrary;
  readonly #marks: MarkStore;

  constructor(library: AlbumLibrary, marks: MarkStore) {
    this.finder = new AlbumFinder(library, marks);
    this.#library = library;
    this.#marks = marks;
  }

  /** Notifies the page of changes; `others` if another tab made one. */
  watch(changed: (change: MarksChange) => void, others: () => void): Promise<void> {
    return this.#marks.follow((changes, isOwn) => {
      changed(this.#seen(changes));
      if (!isOwn) others();
    });
  }

  get(ids: readonly number[]): Marks[] {
    const photos = this.#library.photos();
    const { hiddenFiles } = this.finder.index;
    return ids.map((id) => {
      const marks = marksOf(this.#marks.marks.get(photos.get(id)?.hash ?? '')?.fields);
      return hiddenFiles.has(id) ? { ...marks, hidden: true } : marks;
    });
  }

  async set(ids: readonly number[], change: MarkChange): Promise<MarkAction | undefined> {
    const keys = this.hashesOf(ids);
    const edit: Edit = { store: 'marks', keys, values: valuesOf(change) };
    const action = await this.#marks.act(kindOfChange(change), ids.length, () => {
      if (change.hidden !== false) return [edit];
      const { hiddenFiles } = this.finder.index;
      return [edit, showingEdit(keys.filter((_, i) => hiddenFiles.has(ids[i] as number)))];
    });
    return actionOf(action);
  }

  async hideCopies(
    groups: readonly { keep: number; photos: readonly number[] }[],
  ): Promise<MarkAction | undefined> {
    const { photos, folders } = this.#library;
    const contents = groups.map(({ keep, photos: all }): Copies => {
      const others = all.filter((id) => id !== keep);
      const [kept = '', ...copies] = this.hashesOf([keep, ...others]);
      return { kept, file: fileKey(photos().get(keep) as Photo, folders()), copies };
    });
    checkApart(contents);
    const count = contents.reduce((sum, { copies }) => sum + copies.length, 0);
    const action = await this.#marks.act('hidden', count, () =>
      hidingEdits(contents, (hash) => this.#marks.marks.get(hash)?.fields),
    );
    return actionOf(action);
  }

  async place(ids: readonly number[], group: string, placement: Placement): Promise<void> {
    const edit: Edit = {
      store: 'marks',
      keys: this.hashesOf(ids),
      values: { [groupField(group)]: placement },
    };
    await this.#marks.act('group', ids.length, () => [edit]);
  }

  placed(group: string): Placed {
    return this.finder.index.placed.get(group) ?? { pinned: [], excluded: [] };
  }

  async undo(id?: number): Promise<MarkAction | undefined> {
    return actionOf(await this.#marks.undo(id));
  }

  async redo(): Promise<MarkAction | undefined> {
    return actionOf(await this.#marks.redo());
  }

  async history(): Promise<Record<'undo' | 'redo', MarkAction | undefined>> {
    const { undo, redo } = await this.#marks.history();
    return { undo: actionOf(undo), redo: actionOf(redo) };
  }

  albums(): Album[] {
    return albumsOf(this.#marks.albums.values());
  }

  async createAlbum(name: string, query: string | undefined, photos: readonly number[]): Promise<Album> {
    if (query !== undefined) checkQuery(query);
    const id = crypto.randomUUID();
    const pinned = this.hashesOf(photos);
    await this.#marks.act('create-album', photos.length, () => [
      {
        store: 'albums',
        keys: [id],
        values: { name: checkedName(name, this.albums()), ...(query !== undefined && { query }) },
      },
      { store: 'marks', keys: pinned, values: { [groupField(albumGroup(id))]: 'pinned' } },
    ]);
    const album = this.#album(id);
    // Whoever saves a query has just seen its results. If they cannot be found now, they are new at the next look.
    await this.look(id).catch(() => undefined);
    return album;
  }

  async renameAlbum(id: string, name: string): Promise<void> {
    await this.#marks.act('change-album', 0, () => {
      this.#album(id);
      const others = this.albums().filter((album) => album.id !== id);
      return [{ store: 'albums', keys: [id], values: { name: checkedName(name, others) } }];
    });
  }

  async setAlbumQuery(id: string, query: string | undefined): Promise<void> {
    if (query !== undefined) checkQuery(query);
    await this.#marks.act('change-album', 0, () => {
      this.#album(id);
      return [{ store: 'albums', keys: [id], values: { query: query ?? null } }];
    });
  }

  async removeAlbum(id: string): Promise<void> {
    await this.#marks.act('remove-album', 0, () => {
      this.#album(id);
      return [{ store: 'albums', keys: [id], values: { removed: true } }];
    });
  }

  async placeInAlbum(id: string, photos: readonly number[], placement: Placement): Promise<void> {
    this.#album(id);
    await this.place(photos, albumGroup(id), placement);
  }

  async countAlbum(id: string): Promise<AlbumCount> {
    const album = this.#album(id);
    const { ids, found } = await this.finder.photosOf(album);
    const known = this.finder.seen(album);
    let count = 0;
    for (const content of found) if (!known.has(content)) count++;
    return { photos: ids.size, new: count };
  }

  async look(id: string): Promise<Photo[]> {
    const album = this.#album(id);
    const { ids, found } = await this.finder.photosOf(album);
    if (album.query !== undefined) {
      await this.#marks.write([
        { store: 'albums', keys: [id], values: { seen: [...found].sort().join('') } },
      ]);
    }
    return newestFirst(this.#library.photos(), (photo) => ids.has(photo.id)).map(seen);
  }

  /** Counts the photos of each album. An album whose query cannot be answered now is left out, and so are empty ones. */
  async albumFacets(): Promise<Facet[]> {
    const counted = await Promise.all(
      this.albums().map(async (album) => {
        const photos = await this.finder.photosOf(album).catch(() => undefined);
        return { value: album.name, count: photos?.ids.size ?? 0 };
      }),
    );
    return sorted(counted.filter(({ count }) => count > 0));
  }

  #album(id: string): Album {
    const album = this.albums().find((each) => each.id === id);
    if (album) return album;
    throw invalid(`There is no album ${described(id)}. It may have been removed: list the albums again.`);
  }

  /** @returns The hashes of photos. Copies have the same. */
  hashesOf(ids: readonly number[]): string[] {
    const photos = this.#library.photos();
    return ids.map((id) => {
      const photo = photos.get(id);
      if (!photo) throw invalid(`There is no photo ${id}. It may have been removed: list the photos again.`);
      if (photo.hash !== '') return photo.hash;
      throw new ClipError(
        'unreadable-file',
        `${photo.path} could not be read, and marks are kept by the content of photos. Nothing was changed. Add its folder again, or leave it out.`,
      );
    });
  }

  #seen({ marks, albums }: MarkChanges): MarksChange {
    const hashes = new Set(marks.map(({ hash }) => hash));
    const photos: number[] = [];
    for (const { id, hash } of this.#library.photos().values()) if (hashes.has(hash)) photos.push(id);
    return { photos, albums: albums.length > 0 };
  }
}

function actionOf(action: LoggedAction | undefined): MarkAction | undefined {
  return action && { id: action.id, kind: action.kind, at: action.at, photos: action.photos };
}
