import type { Library, Photo } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import { hasFolderPicker } from '../photos/folder-access.ts';
import type { TransferWork } from '../transfer/transfer-work.ts';
import { pickTarget } from '../transfer/write-access.ts';
import type { Cleanup } from './cleanup.ts';
import { type ListedGroup, toHide } from './listed-groups.ts';

/** What is about to be moved. */
interface Planned {
  readonly groups: readonly ListedGroup[];
  readonly photos: readonly Photo[];
  readonly target: FileSystemDirectoryHandle;
}

/** What {@link CopyMover} needs of its dialog. */
export interface CopyMoverContext {
  readonly cleanup: Cleanup;
  library(): Library | undefined;
  work(): TransferWork | undefined;
}

/**
 * Moves copies into a folder that the user chooses. They are hidden as well, so that what was said of them stays with the
 * photos that are kept.
 */
export class CopyMover {
  readonly #host: ReactiveControllerHost;
  readonly #context: CopyMoverContext;
  /** Folders of the library that this page has handles of, by id. Only from these can photos be moved. */
  #folders: ReadonlySet<number> = new Set();
  /** What is to be moved, until the user has confirmed that. */
  planned: Planned | undefined;
  /** Whether the present outcome of the work is that of a move here. */
  isShown = false;
  /** Whether files have come or gone, so that the groups are not those of the library any more. */
  isStale = false;

  constructor(host: ReactiveControllerHost, context: CopyMoverContext) {
    this.#host = host;
    this.#context = context;
  }

  /** Finds out which folders photos can be moved from. */
  async open(library: Library): Promise<void> {
    this.end();
    // Without them nothing can be moved. The library reports important errors.
    const folders = hasFolderPicker() ? await library.folders().catch(() => []) : [];
    this.#folders = new Set(folders.flatMap(({ id, handle }) => (handle ? id : [])));
    this.#host.requestUpdate();
  }

  /** Forgets what was planned, and what was done. It can be undone elsewhere. */
  end(): void {
    this.planned = undefined;
    this.isShown = false;
    this.isStale = false;
  }

  /** Number of the copies in a group that can be moved. */
  count(groups: readonly ListedGroup[]): number {
    return this.#movable(groups).length;
  }

  /**
   * Asks where to move copies. Call this in a click handler. Another click has to confirm it, because a move asks for
   * permission too.
   */
  async plan(groups: readonly ListedGroup[]): Promise<void> {
    const photos = this.#movable(groups);
    const target = photos.length > 0 ? await pickTarget() : undefined;
    if (target) this.planned = { groups, photos, target };
    this.#host.requestUpdate();
  }

  /** Moves nothing. */
  leave(): void {
    this.planned = undefined;
    this.#host.requestUpdate();
  }

  /**
   * Moves what was planned. Call this in a click handler.
   *
   * @returns Whether anything was done.
   * @throws ClipError If it cannot be stored that the copies are hidden; nothing was moved then.
   */
  async move(): Promise<boolean> {
    const { planned } = this;
    const { cleanup, library, work } = this.#context;
    const [from, mover] = [library(), work()];
    this.planned = undefined;
    if (!planned || !from || !mover) return false;
    if (!(await cleanup.hide(from, planned.groups))) return false;
    const { action } = cleanup;
    const show = async (): Promise<void> => {
      this.isStale = true;
      if (action !== undefined) await from.marks.undo(action);
    };
    this.isShown = true;
    this.isStale = true;
    await mover.start('move', planned.photos, planned.target, show);
    const { outcome, interrupted } = mover.state;
    // What was not moved is to be seen again. An interrupted move may go on.
    if (outcome?.isError && interrupted.length === 0) await show();
    return true;
  }

  #movable(groups: readonly ListedGroup[]): Photo[] {
    return groups.flatMap((group) => {
      const hidden = new Set(toHide(group));
      return group.photos.filter(({ id, folder }) => hidden.has(id) && this.#folders.has(folder));
    });
  }
}
