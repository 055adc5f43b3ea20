import { type CallControls, type Engine, throwIfAborted } from '@web-clip/clip/internal';
import type { AlbumFinder } from '../marks/album-photos.ts';
import type { MarkStore } from '../marks/mark-store.ts';
import { editedGroups } from '../named-groups/edited-groups.ts';
import { describedGroups, type FoundGroups, findGroups } from '../named-groups/find-groups.ts';
import { CHOSEN, editsOfChange, type GroupChange, saidOfGroups } from '../named-groups/group-edits.ts';
import type { NamedGroup, NamedGroupsProgress } from '../named-groups/named-group.ts';
import { dateOf } from '../query/newest-first.ts';
import { nameKey } from '../query/words.ts';
import type { LibraryStore } from '../store/library-store.ts';

/** What named groups need of a library. */
export interface NamedGroupsHands {
  store(): LibraryStore;
  engine: Engine;
  marks: MarkStore;
  finder: AlbumFinder;
  /** @returns The contents of photos. */
  hashesOf(photos: readonly number[]): string[];
}

/** The worker side of `Library.namedGroups`. */
export class NamedGroupsService {
  readonly #hands: NamedGroupsHands;
  /** What was found last, and in which photos. */
  #found: { groups: FoundGroups; key: string } | undefined;
  #language = navigator.language;
  /** One call at a time. */
  #turns: Promise<unknown> = Promise.resolve();

  constructor(hands: NamedGroupsHands) {
    this.#hands = hands;
  }

  list(language: string, controls: CallControls<NamedGroupsProgress>): Promise<NamedGroup[]> {
    this.#language = language;
    const listing = this.#turns.then(() => this.#list(language, controls));
    this.#turns = listing.catch(() => undefined);
    return listing;
  }

  /** @returns Id of the group that was split off, if one was. */
  async change(
    change: GroupChange,
    language: string,
    controls: CallControls<NamedGroupsProgress>,
  ): Promise<string | undefined> {
    const groups = await this.list(language, controls);
    const { marks, hashesOf } = this.#hands;
    const id = `${CHOSEN}${crypto.randomUUID()}`;
    const photos = change.kind === 'split' ? change.photos.length : 0;
    await marks.act('group', photos, () => editsOfChange(change, groups, hashesOf, id));
    return change.kind === 'split' ? id : undefined;
  }

  /** @returns The photos of the groups with this name, as `nameKey` writes it, in the language of the last list. */
  async photosOf(name: string, controls: CallControls<NamedGroupsProgress>): Promise<Set<number>> {
    const groups = await this.list(this.#language, controls);
    const named = groups.filter((group) => nameKey(group.name) === name || nameKey(group.id) === name);
    return new Set(named.flatMap(({ photos }) => photos));
  }

  async #list(language: string, controls: CallControls<NamedGroupsProgress>): Promise<NamedGroup[]> {
    throwIfAborted(controls.signal);
    const { engine, finder, marks } = this.#hands;
    const store = this.#hands.store();
    const { hidden, placed } = finder.index;
    const key = JSON.stringify([language, store.commits, hidden]);
    if (this.#found?.key !== key) {
      const passes = await finder.filter([]);
      const photos = [...store.photos.values()].filter(
        (photo) => !photo.failure && (!passes || passes(photo)),
      );
      const groups = await findGroups({ photos, matrix: store.matrix, engine }, language, controls);
      this.#found = { groups, key };
    }
    const { groups } = this.#found;
    const photos = store.photos;
    return editedGroups(
      describedGroups(groups, language),
      saidOfGroups(marks.albums.values()),
      placed,
      (id) => {
        const photo = photos.get(id);
        return photo ? dateOf(photo) : 0;
      },
    );
  }
}
