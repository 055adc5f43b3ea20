import type { GroupsProgress, Library, MarksChange, Photo, PhotoGroups } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import type { Message } from '../i18n/strings.ts';
import { type ListedGroup, type ListedGroups, listedGroups, toHide, withUnchanged } from './listed-groups.ts';

/** What cleaning up needs of a library. */
export type CleanedLibrary = Pick<Library, 'groups' | 'photos' | 'search' | 'status' | 'folders' | 'marks'>;

/** The groups of a library as they were found. */
interface Found {
  readonly groups: PhotoGroups;
  readonly photos: ReadonlyMap<number, Photo>;
  /** By id. */
  readonly folders: ReadonlyMap<number, string>;
}

const NONE: ListedGroups = { samePicture: [], sameMoment: [] };

/** Finds groups of photos, and hides those of them that the user does not keep. */
export class Cleanup {
  readonly #host: ReactiveControllerHost;
  readonly #failed: (error: unknown) => void;
  #search: AbortController | undefined;
  #found: Found | undefined;
  #hidden = new Set<number>();
  #choices = { samePicture: new Map<number, Set<number>>(), sameMoment: new Map<number, Set<number>>() };
  /** Progress of the search; undefined before the first report. */
  progress: GroupsProgress | undefined;
  /** The groups that are left. */
  groups = NONE;
  /** What was done last. */
  said: Message | undefined;
  /** The action that hid photos last, and can be undone. */
  action: number | undefined;
  /** Whether something is being hidden or undone. */
  isBusy = false;

  /**
   * @param host Updated with all of this.
   * @param failed Called with the error of a search.
   */
  constructor(host: ReactiveControllerHost, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
  }

  /** Whether the groups are being searched for. */
  get isSearching(): boolean {
    return this.#search !== undefined && !this.#found;
  }

  /** @returns Where a photo is: the name of its folder and the path in it; empty for a single file. */
  folderOf({ folder, path }: Photo): string {
    const inside = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    return [this.#found?.folders.get(folder), inside].filter(Boolean).join('/');
  }

  /** Searches for groups. Whatever is listed goes. */
  async find(library: CleanedLibrary): Promise<void> {
    this.end();
    const search = new AbortController();
    const { signal } = search;
    this.#search = search;
    try {
      const groups = await library.groups({ signal, onProgress: (progress) => this.#show({ progress }) });
      signal.throwIfAborted();
      const reading = readPhotos(library);
      const end = library.marks.subscribe((change) => {
        reading.then(() => this.#marked(library, change, signal)).catch(() => undefined);
      });
      signal.addEventListener('abort', end);
      const { hidden, ...photos } = await reading;
      signal.throwIfAborted();
      this.#hidden = hidden;
      this.#found = { groups, ...photos };
      this.#list();
    } catch (error) {
      if (!signal.aborted) this.#failed(error);
    }
  }

  /** Stops the search, and forgets what it found. */
  end(): void {
    this.#search?.abort();
    this.#search = undefined;
    this.#found = undefined;
    this.#choices = { samePicture: new Map(), sameMoment: new Map() };
    this.#show({ progress: undefined, groups: NONE, said: undefined, action: undefined });
  }

  /** Keeps a photo of a group, or not. */
  keep({ kind, key, kept }: ListedGroup, id: number, isKept: boolean): void {
    const chosen = new Set(kind === 'samePicture' ? [] : kept);
    if (isKept) chosen.add(id);
    else chosen.delete(id);
    // There is no way not to keep a picture at all.
    if (kind === 'samePicture' && !isKept) return;
    this.#choices[kind].set(key, chosen);
    this.#list();
  }

  /**
   * Hides what is not to be kept of some groups of one kind, in one action.
   *
   * @returns Whether anything was hidden.
   * @throws ClipError If it cannot be stored; nothing is hidden then.
   */
  hide(library: CleanedLibrary, groups: readonly ListedGroup[]): Promise<boolean> {
    const hidden = groups.flatMap(toHide);
    return this.#act(hidden.length > 0, async () => {
      const { marks } = library;
      const isMoment = groups[0]?.kind === 'sameMoment';
      const done = isMoment ? marks.set(hidden, { hidden: true }) : marks.hideCopies(groups.map(asCopies));
      const action = (await done)?.id;
      await this.#marked(library, { photos: hidden, albums: false });
      this.#show({ said: ({ photosHidden }) => photosHidden(hidden.length), action });
    });
  }

  /**
   * Shows again what was hidden here last, whatever was done elsewhere since then.
   *
   * @returns Whether anything was undone.
   * @throws ClipError If it cannot be stored; nothing is undone then.
   */
  undo(library: CleanedLibrary): Promise<boolean> {
    const { action } = this;
    return this.#act(action !== undefined, async () => {
      await library.marks.undo(action);
      await this.#marked(library, { photos: [...this.#hidden], albums: false });
      this.#show({ said: ({ hidingUndone }) => hidingUndone, action: undefined });
    });
  }

  /** Does one thing at a time. */
  async #act(isMeant: boolean, action: () => Promise<void>): Promise<boolean> {
    if (!isMeant || this.isBusy) return false;
    this.#show({ isBusy: true });
    try {
      await action();
      return true;
    } finally {
      this.#show({ isBusy: false });
    }
  }

  /** Marks have changed, here or in another tab. */
  async #marked(
    library: CleanedLibrary,
    { photos }: MarksChange,
    signal = this.#search?.signal,
  ): Promise<void> {
    const known = photos.filter((id) => this.#found?.photos.has(id));
    const marks = await library.marks.get(known);
    if (signal?.aborted) return;
    for (const [i, id] of known.entries()) {
      if (marks[i]?.hidden) this.#hidden.add(id);
      else this.#hidden.delete(id);
    }
    this.#list();
  }

  #list(): void {
    if (!this.#found) return;
    const { groups, photos } = this.#found;
    const { samePicture, sameMoment } = listedGroups(groups, photos, this.#hidden, this.#choices);
    // Only groups that have changed are drawn again.
    this.#show({
      groups: {
        samePicture: withUnchanged(this.groups.samePicture, samePicture),
        sameMoment: withUnchanged(this.groups.sameMoment, sameMoment),
      },
    });
  }

  #show(change: Partial<Pick<Cleanup, 'progress' | 'groups' | 'said' | 'action' | 'isBusy'>>): void {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}

/** @returns A group as the library takes it. */
const asCopies = ({ photos, kept: [keep = 0] }: { photos: readonly Photo[]; kept: Iterable<number> }) => ({
  keep,
  photos: photos.map(({ id }) => id),
});

/** Reads all photos, the hidden ones too. */
async function readPhotos(library: CleanedLibrary): Promise<Omit<Found, 'groups'> & { hidden: Set<number> }> {
  const { photos: count } = await library.status();
  const [shown, hidden, folders] = await Promise.all([
    library.photos(),
    library.search({ terms: [], filters: [{ is: 'hidden' }], limit: Math.max(1, count) }),
    library.folders(),
  ]);
  const photos = [...shown, ...hidden.hits.map(({ photo }) => photo)];
  return {
    photos: new Map(photos.map((photo) => [photo.id, photo])),
    hidden: new Set(hidden.hits.map(({ photo }) => photo.id)),
    folders: new Map(folders.map(({ id, name }) => [id, name])),
  };
}
