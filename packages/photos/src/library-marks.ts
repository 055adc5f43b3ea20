import type { RemotePlugin } from '@web-clip/clip';
import { described, invalid } from '@web-clip/clip/internal';
import { checkGroups, checkIds, checkText } from './marks/check-call.ts';
import {
  checkChange,
  type MarkAction,
  type MarkChange,
  type Marks,
  type MarksChange,
  type Placement,
} from './marks/marks.ts';
import type { MarksMethod, MarksService } from './worker/marks-service.ts';

/**
 * What a person says of photos. It is kept in this browser by the content of the files, so it survives renames, moves,
 * removing a folder and adding it again, and another model; copies of a photo share it. A file whose content another program
 * changes is another photo.
 *
 * Every change is one action, stored whole or not at all, that can be undone, also in a later visit.
 */
export interface LibraryMarks {
  /**
   * What was said of photos.
   *
   * @param ids Ids of photos.
   * @returns One for each id, in the same order. Of photos that are not in the library, nothing was said.
   * @throws ClipError `invalid-argument`.
   */
  get(ids: readonly number[]): Promise<Marks[]>;
  /**
   * Changes the marks of photos.
   *
   * @param ids Ids of photos.
   * @param change What changes; all else stays.
   * @returns The action, to undo it later; undefined if nothing has changed.
   * @throws ClipError `invalid-argument` for a wrong change, or for a photo that is not in the library; `unreadable-file` for
   *   a photo that could not be read, because its content is unknown; `storage-full` or `storage-failed`. Nothing has changed
   *   then.
   */
  set(ids: readonly number[], change: MarkChange): Promise<MarkAction | undefined>;
  /**
   * Hides copies, in one action. What was said of them is said of the kept photos too: each is a favourite if one of its
   * copies is, and gets the highest rating, all labels, and all albums and groups that a copy is pinned to. Of files with
   * the same content, which share their marks, only the kept one is shown from then on, or another one if it goes; to show one
   * of them again shows all.
   *
   * @param groups Groups of copies, as `samePicture` of `groups()` has them. The kept photo is shown, the others are hidden.
   * @returns As {@link LibraryMarks.set}.
   * @throws ClipError As {@link LibraryMarks.set}, and `invalid-argument` for a photo in several groups.
   */
  hideCopies(
    groups: readonly { readonly keep: number; readonly photos: readonly number[] }[],
  ): Promise<MarkAction | undefined>;
  /**
   * Pins photos to a group, keeps them out of it, or takes that back. What a group is, and which photos are in it otherwise,
   * is up to the caller. For albums use `library.albums`.
   *
   * @param ids Ids of photos.
   * @param group Any text that identifies the group.
   * @param placement Null takes back what was said.
   * @throws ClipError As {@link LibraryMarks.set}.
   */
  place(ids: readonly number[], group: string, placement: Placement): Promise<void>;
  /**
   * The photos that were placed.
   *
   * @param group As in {@link LibraryMarks.place}.
   * @returns Ids of photos, copies included.
   * @throws ClipError `invalid-argument`.
   */
  placed(group: string): Promise<Record<'pinned' | 'excluded', number[]>>;
  /**
   * Undoes the last action on marks or albums that is not undone, whichever tab did it. The last 200 can be undone.
   *
   * @param action {@link MarkAction.id} of the action to undo instead. What was said anew since then stays. If it is not the
   *   last one, this is an action of its own.
   * @returns The action, or undefined if there is none to undo.
   * @throws ClipError `invalid-argument`; `storage-full` or `storage-failed`. Nothing was undone then.
   */
  undo(action?: number): Promise<MarkAction | undefined>;
  /**
   * Does again what was undone last. A new action ends that.
   *
   * @returns The action, or undefined if there is none.
   * @throws ClipError `storage-full` or `storage-failed`; nothing was done then.
   */
  redo(): Promise<MarkAction | undefined>;
  /**
   * The actions that {@link LibraryMarks.undo} and {@link LibraryMarks.redo} would take.
   *
   * @throws ClipError `storage-failed`.
   */
  history(): Promise<Record<'undo' | 'redo', MarkAction | undefined>>;
  /**
   * Calls a listener after each change of marks or albums, by this tab or another.
   *
   * @returns Ends the calls.
   */
  subscribe(listener: (change: MarksChange) => void): () => void;
}

/**
 * Reaches the worker's side of marks, whose methods are called through one of the library's.
 *
 * @param call Calls a method of the worker's side by its name.
 */
export function marksService(
  call: (method: MarksMethod, ...args: readonly unknown[]) => Promise<unknown>,
): RemotePlugin<MarksService> {
  return new Proxy({} as RemotePlugin<MarksService>, {
    get:
      (_, method: MarksMethod) =>
      (...args: readonly unknown[]) =>
        call(method, ...args),
  });
}

/**
 * Makes the page's side of marks.
 *
 * @param service The worker's side.
 * @param listeners Those who are called after changes.
 */
export function libraryMarks(
  service: RemotePlugin<MarksService>,
  listeners: Set<(change: MarksChange) => void>,
): LibraryMarks {
  return {
    async get(ids) {
      checkIds('marks.get()', ids);
      return service.get(ids);
    },
    async set(ids, change) {
      checkIds('marks.set()', ids);
      checkChange(change);
      return service.set(ids, change);
    },
    async hideCopies(groups) {
      checkGroups('marks.hideCopies()', groups);
      return service.hideCopies(groups);
    },
    async place(ids, group, placement) {
      checkIds('marks.place()', ids);
      checkText('marks.place()', 'the key of a group', group);
      if (placement !== null && placement !== 'pinned' && placement !== 'excluded') {
        throw invalid(`marks.place() needs pinned, excluded or null, but got ${described(placement)}.`);
      }
      await service.place(ids, group, placement);
    },
    async placed(group) {
      checkText('marks.placed()', 'the key of a group', group);
      return service.placed(group);
    },
    async undo(action) {
      if (action !== undefined && !Number.isInteger(action)) {
        throw invalid(`marks.undo() needs the id of an action, or nothing, but got ${described(action)}.`);
      }
      return service.undo(action);
    },
    redo: () => service.redo(),
    history: () => service.history(),
    subscribe(listener) {
      if (typeof listener !== 'function') {
        throw invalid(`marks.subscribe() needs a function, but got ${described(listener)}.`);
      }
      const own = (change: MarksChange): void => listener(change);
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
