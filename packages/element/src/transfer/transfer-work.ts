import type {
  LeftPhoto,
  Library,
  Photo,
  Transfer,
  TransferKind,
  TransferOptions,
  TransferProgress,
  TransferSummary,
} from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Message } from '../i18n/strings.ts';
import { isReadable } from '../photos/folder-access.ts';
import { messageOf } from '../session/session.ts';
import { holdersOf, isHeld } from './library-folders.ts';
import { askForAccess, forWriting, neededBy } from './write-access.ts';

/** What is being done with photos. */
export type TaskKind =
  | TransferKind
  | 'undo'
  | 'zip'
  | 'list'
  | 'write-sidecars'
  | 'clear-sidecars'
  | 'sheet'
  | 'import';

/** What has become of a task. */
export interface Outcome {
  readonly text: Message;
  readonly isError?: boolean;
  /** What was left as it is, and why. */
  readonly left?: readonly LeftPhoto[];
  /** The transfer that can be undone. */
  readonly undo?: number;
  /** The folder that photos were moved to, unless it belongs to the library. */
  readonly target?: FileSystemDirectoryHandle | undefined;
}

/** What {@link TransferWork} shows. */
export interface TransferState {
  readonly running?: { readonly kind: TaskKind; readonly progress?: TransferProgress } | undefined;
  readonly outcome?: Outcome | undefined;
  /** Transfers that were cancelled, failed or killed, the last one first. */
  readonly interrupted: readonly Transfer[];
}

/** Events of {@link TransferWork}. */
export interface TransferEvents {
  /** Files have come to these folders of the library, or gone. */
  moved(folders: readonly FileSystemDirectoryHandle[]): void;
  /** The user wants to search a folder too. */
  addFolder(folder: FileSystemDirectoryHandle): void;
  /** Something failed, which the user sees. */
  failed(error: unknown): void;
}

/** Takes photos elsewhere, one task at a time, and knows of transfers that were interrupted. */
export class TransferWork implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #events: TransferEvents;
  #library: Library | undefined;
  #abort: AbortController | undefined;
  /** Interrupted transfers that the user does not want to be told of again in this visit. */
  readonly #dismissed = new Set<number>();
  /** What else is taken back when a transfer of this visit is undone, by its id. */
  readonly #alsoUndone = new Map<number, () => Promise<unknown>>();
  /** A new object after each change. */
  state: TransferState = { interrupted: [] };

  constructor(host: ReactiveControllerHost, events: TransferEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  /** Works with this library from now on, and tells of its interrupted transfers. */
  async open(library: Library): Promise<void> {
    this.#library = library;
    await this.refresh();
  }

  /** Stops what runs, and leaves the library. A transfer can be resumed once it is open again. */
  close(): void {
    this.cancel();
    this.#library = undefined;
    this.#set({ outcome: undefined, interrupted: [] });
  }

  /** Looks up the interrupted transfers again. */
  async refresh(): Promise<void> {
    const library = this.#library;
    // A library that is closed in the meantime has nothing to tell.
    const all = await library?.transfers.all().catch(() => undefined);
    if (!all || library !== this.#library || this.state.running) return;
    const isInterrupted = ({ id, state, isRunning }: Transfer): boolean =>
      (state === 'unfinished' || state === 'undoing') && !isRunning && !this.#dismissed.has(id);
    this.#set({ interrupted: all.filter(isInterrupted) });
  }

  /** Tells of all interrupted transfers again, and of no outcome. */
  async begin(): Promise<void> {
    this.#dismissed.clear();
    this.#set({ outcome: undefined });
    await this.refresh();
  }

  /**
   * Copies or moves photos. Call this in a click handler: a move asks for permission to remove the originals.
   *
   * @param alsoUndo Called when the transfer was undone in this visit.
   */
  async start(
    kind: TransferKind,
    photos: readonly Photo[],
    target: FileSystemDirectoryHandle,
    alsoUndo?: () => Promise<unknown>,
  ): Promise<void> {
    await this.do(kind, async (library, options) => {
      const sources = await holdersOf(library, photos);
      if (kind === 'move') await askForAccess(forWriting(sources));
      const { transfers } = library;
      const before = alsoUndo && (await transfers.all())[0]?.id;
      try {
        const ids = photos.map(({ id }) => id);
        const summary = await transfers[kind](ids, target, options);
        return await this.#ended(library, { kind, target, sources }, summary);
      } finally {
        // It may have been interrupted, and can be undone all the same.
        const last = alsoUndo && (await transfers.all())[0]?.id;
        if (alsoUndo && last !== undefined && last !== before) this.#alsoUndone.set(last, alsoUndo);
      }
    });
  }

  /** Continues an interrupted transfer, or its undoing. Call this in a click handler. */
  async resume(transfer: Transfer): Promise<void> {
    const isUndone = transfer.state === 'undoing';
    await this.do(isUndone ? 'undo' : transfer.kind, async (library, options) => {
      await askForAccess(neededBy(transfer, isUndone));
      return this.#ended(library, transfer, await library.transfers.resume(transfer.id, options), isUndone);
    });
  }

  /** Undoes a transfer. Call this in a click handler. */
  async undo(id: number): Promise<void> {
    await this.do('undo', async (library, options) => {
      const transfer = (await library.transfers.all()).find((each) => each.id === id);
      if (transfer) await askForAccess(neededBy(transfer, true));
      const summary = await library.transfers.undo(id, options);
      await this.#alsoUndone.get(id)?.();
      this.#alsoUndone.delete(id);
      return transfer ? this.#ended(library, transfer, summary, true) : undefined;
    });
  }

  /**
   * Does a task with the library, unless another one runs. What it throws is its outcome.
   *
   * @param work Called at once, so that it can ask for permission. It returns its outcome, or undefined if there is none.
   */
  async do(
    kind: TaskKind,
    work: (library: Library, options: Required<TransferOptions>) => Promise<Outcome | undefined>,
  ): Promise<void> {
    const library = this.#library;
    if (!library || this.state.running) return;
    const abort = new AbortController();
    const { signal } = abort;
    this.#abort = abort;
    this.#set({ running: { kind }, outcome: undefined });
    const onProgress = (progress: TransferProgress): void => {
      if (this.#abort === abort) this.#set({ running: { kind, progress } });
    };
    let outcome: Outcome | undefined;
    try {
      outcome = await work(library, { signal, onProgress });
    } catch (error) {
      outcome = signal.aborted
        ? { text: ({ transferStopped }) => transferStopped }
        : { text: messageOf(error), isError: true };
      if (!signal.aborted) this.#events.failed(error);
    }
    this.#abort = undefined;
    this.#set({ running: undefined, outcome: library === this.#library ? outcome : undefined });
    await this.refresh();
  }

  /** Stops what runs because the user asked. */
  cancel(): void {
    this.#abort?.abort();
  }

  /** Forgets the outcome. */
  dismiss(): void {
    this.#set({ outcome: undefined });
  }

  /** Tells no more of an interrupted transfer. It can still be continued later. */
  dismissInterrupted({ id }: Transfer): void {
    this.#dismissed.add(id);
    this.#set({ interrupted: this.state.interrupted.filter((each) => each.id !== id) });
  }

  /** Adds the folder that photos were moved to. */
  addTarget(target: FileSystemDirectoryHandle): void {
    this.dismiss();
    this.#events.addFolder(target);
  }

  async #ended(
    library: Library,
    { kind, target, sources }: Pick<Transfer, 'kind' | 'target' | 'sources'>,
    { id, photos, files, left }: TransferSummary,
    isUndone = false,
  ): Promise<Outcome> {
    const folders = (await library.folders()).flatMap(({ handle }) => handle ?? []);
    if (kind === 'move') this.#events.moved(await concerned(folders, [target, ...sources]));
    const isElsewhere = kind === 'move' && !isUndone && photos > 0 && !(await isHeld(target, folders));
    return {
      text: ({ transferred }) => transferred(kind, isUndone, photos, files - photos),
      left,
      ...(!isUndone && photos > 0 && { undo: id }),
      ...(isElsewhere && { target }),
    };
  }

  #set(changed: Partial<TransferState>): void {
    this.state = { ...this.state, ...changed };
    this.#host.requestUpdate();
  }
}

/** @returns The folders of the library that hold any of these, as far as they can be read without asking. */
async function concerned(
  folders: readonly FileSystemDirectoryHandle[],
  changed: readonly FileSystemDirectoryHandle[],
): Promise<FileSystemDirectoryHandle[]> {
  const held = folders.map(async (folder) => {
    const all = await Promise.all(changed.map((each) => isHeld(each, [folder])));
    return all.includes(true) && (await isReadable(folder)) ? folder : [];
  });
  return (await Promise.all(held)).flat();
}
