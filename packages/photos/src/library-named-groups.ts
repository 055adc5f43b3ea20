import type { RemotePlugin } from '@web-clip/clip';
import { CALL_RULES, checkOptions, withControls } from '@web-clip/clip/internal';
import { checkIds, checkText } from './marks/check-call.ts';
import type { GroupChange } from './named-groups/group-edits.ts';
import type { NamedGroup, NamedGroupsProgress } from './named-groups/named-group.ts';
import type { LibraryService } from './worker/library-service.ts';

/**
 * Groups of photos with names: things and scenes of a vocabulary, and events by time and place. What a person says of groups
 * is kept with the marks, by the content of photos, and can be undone by {@link LibraryMarks.undo}.
 */
export interface LibraryNamedGroups {
  /**
   * Finds the groups. Pinned ones come first, then things and scenes, those with most photos that fit first, then events,
   * newest first. A photo may be in several. Hidden photos are in none.
   *
   * The first call with a model embeds a vocabulary of some 1,500 words, which is kept in this browser. If a photo has a
   * location, the list of cities is loaded; see {@link Library.placeAt}. Words are English; dates and places are in the
   * language of the document.
   *
   * @throws ClipError `download-failed`, …, or the signal's reason.
   */
  list(options?: {
    signal?: AbortSignal;
    onProgress?: (progress: NamedGroupsProgress) => void;
  }): Promise<NamedGroup[]>;
  /**
   * Gives a group another name.
   *
   * @param name Without one, the library names it again.
   * @throws ClipError `invalid-argument`, `storage-full` or `storage-failed`; nothing was changed then.
   */
  rename(id: string, name: string | undefined): Promise<void>;
  /**
   * Pins a group, or takes that back. A pinned group comes first and keeps its photos, whatever else the library finds.
   *
   * @throws ClipError As {@link LibraryNamedGroups.rename}.
   */
  pin(id: string, pinned: boolean): Promise<void>;
  /**
   * Makes several groups one.
   *
   * @param id The group that stays, with its name.
   * @param others The groups that become a part of it.
   * @throws ClipError As {@link LibraryNamedGroups.rename}.
   */
  merge(id: string, others: readonly string[]): Promise<void>;
  /**
   * Takes photos out of a group and makes them one of their own.
   *
   * @param photos Ids of photos of the group.
   * @returns Id of the new group.
   * @throws ClipError As {@link LibraryNamedGroups.rename}.
   */
  split(id: string, photos: readonly number[], name: string): Promise<string>;
}

/**
 * Makes the page's side of named groups.
 *
 * @param service The worker's side.
 * @param language Returns the language of the document.
 */
export function libraryNamedGroups(
  service: RemotePlugin<LibraryService>,
  language: () => string,
): LibraryNamedGroups {
  const change = (change: GroupChange): Promise<string | undefined> =>
    withControls({}, (controls) => service.changeNamedGroup(change, language(), controls));
  return {
    async list(options = {}) {
      checkOptions('namedGroups.list()', options, CALL_RULES);
      return withControls(options, (controls) => service.namedGroups(language(), controls));
    },
    async rename(id, name) {
      checkGroup('namedGroups.rename()', id);
      if (name !== undefined) checkText('namedGroups.rename()', 'a name', name);
      await change({ kind: 'rename', id, name });
    },
    async pin(id, pinned) {
      checkGroup('namedGroups.pin()', id);
      await change({ kind: 'pin', id, pinned: Boolean(pinned) });
    },
    async merge(id, others) {
      for (const each of [id, ...others]) checkGroup('namedGroups.merge()', each);
      await change({ kind: 'merge', id, others });
    },
    async split(id, photos, name) {
      checkGroup('namedGroups.split()', id);
      checkIds('namedGroups.split()', photos);
      checkText('namedGroups.split()', 'a name', name);
      return (await change({ kind: 'split', id, photos, name })) as string;
    },
  };
}

const checkGroup = (call: string, id: unknown): void => checkText(call, 'the id of a group', id);
