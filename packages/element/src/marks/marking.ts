import type { Library, MarkChange } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import type { Message } from '../i18n/strings.ts';
import type { Done } from './done-view.ts';

/** What the user says of photos. */
export interface MarkRequest {
  /** Ids of the photos. */
  readonly photos: readonly number[];
  /** What changes. */
  readonly change: MarkChange;
}

/** What {@link Marking} needs of its element. */
export interface MarkingContext {
  /** The current library, if it is open. */
  library(): Library | undefined;
  failed(error: unknown): void;
}

/** Carries out what the user says of photos, tells what was done, and undoes it. */
export class Marking {
  readonly #host: ReactiveControllerHost;
  readonly #context: MarkingContext;
  /** What was done last. */
  done: Done | undefined;

  /** @param host Updated with it. */
  constructor(host: ReactiveControllerHost, context: MarkingContext) {
    this.#host = host;
    this.#context = context;
  }

  /** Forgets what was done last. It can still be undone. */
  dismiss(): void {
    this.done = undefined;
    this.#host.requestUpdate();
  }

  /** Says something of photos. */
  mark({ photos, change }: MarkRequest): Promise<void> {
    return this.act(messageOf(change, photos.length), ({ marks }) => marks.set(photos, change));
  }

  /** Makes photos favourites, or no favourites if all of them are. */
  toggleFavourite(photos: readonly number[]): Promise<void> {
    return this.#toggle(photos, 'favourite');
  }

  /** Hides photos, or shows them again if all of them are hidden. */
  toggleHidden(photos: readonly number[]): Promise<void> {
    return this.#toggle(photos, 'hidden');
  }

  /**
   * Changes marks or albums.
   *
   * @param done What was done.
   */
  act(done: Message, work: (library: Library) => Promise<unknown>): Promise<void> {
    return this.#carryOut(async (library) => {
      await work(library);
      return { message: done, canUndo: true };
    });
  }

  /** Undoes what was done last, in this visit or in an earlier one. */
  undo(): Promise<void> {
    return this.#carryOut(async ({ marks }) => {
      const action = await marks.undo();
      return { message: (strings) => (action ? strings.undone : strings.nothingToUndo), canUndo: false };
    });
  }

  /** Does again what was undone last. */
  redo(): Promise<void> {
    return this.#carryOut(async ({ marks }) => {
      const action = await marks.redo();
      const message: Message = (strings) => (action ? strings.doneAgain : strings.nothingToRedo);
      return { message, canUndo: action !== undefined };
    });
  }

  #toggle(photos: readonly number[], mark: 'favourite' | 'hidden'): Promise<void> {
    return this.#carryOut(async ({ marks }) => {
      const present = await marks.get(photos);
      const change: MarkChange = { [mark]: !present.every((each) => each[mark]) };
      await marks.set(photos, change);
      return { message: messageOf(change, photos.length), canUndo: true };
    });
  }

  async #carryOut(work: (library: Library) => Promise<Done>): Promise<void> {
    const library = this.#context.library();
    if (!library) return;
    try {
      this.done = await work(library);
      this.#host.requestUpdate();
    } catch (error) {
      this.#context.failed(error);
    }
  }
}

/** @returns What a change does, in words. */
function messageOf({ favourite, hidden, rating, labels = {} }: MarkChange, count: number): Message {
  const [added, removed] = [labels.add?.[0], labels.remove?.[0]];
  return (strings) => {
    if (favourite !== undefined)
      return favourite ? strings.favouritesAdded(count) : strings.favouritesRemoved(count);
    if (hidden !== undefined) return hidden ? strings.photosHidden(count) : strings.photosUnhidden(count);
    if (rating !== undefined) return strings.photosRated(count, rating);
    return added === undefined
      ? strings.labelRemoved(count, removed ?? '')
      : strings.labelAdded(count, added);
  };
}
