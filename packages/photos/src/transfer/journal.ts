import { inStorage as inStorageOr } from '@web-clip/clip/internal';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Failure, TransferKind } from './transfer.ts';

/** One file of a step. */
export interface StepFile {
  /** Path in the folder that it comes from, with slashes. */
  path: string;
  /** Name in the target. */
  to: string;
  /** In bytes, as it was before the copy. */
  size: number;
  /** Milliseconds since the epoch when the original last changed. A copy cannot keep this. */
  modified: number;
  /** SHA-256 in hexadecimal, once it is copied. */
  hash?: string;
  /** Where it goes back to if another file has taken its path since. */
  back?: string;
}

/**
 * A photo with the files that belong to it, which are copied or moved together.
 *
 * - `planned`: nothing was done yet.
 * - `copying`: its files may be in the target, whole or not.
 * - `copied`: they are all in the target, whole. Originals are being removed.
 * - `done`, `failed`, `undone`: nothing is left to do.
 */
export interface Step {
  transfer: number;
  /** Its number in the transfer. */
  index: number;
  /** Id of the photo in its library. */
  photo: number;
  /** Id of the folder that its files are in. */
  folder: number;
  state: 'planned' | 'copying' | 'copied' | 'done' | 'failed' | 'undone';
  files: readonly StepFile[];
  failure?: Failure;
}

/** What the journal keeps of a transfer. */
export interface TransferRecord {
  id: number;
  kind: TransferKind;
  /** Name of the library. */
  library: string;
  target: FileSystemDirectoryHandle;
  /** The folders that the files come from, by id. Files of others can only be read in the visit that chose them. */
  folders: ReadonlyMap<number, FileSystemDirectoryHandle>;
  /** Milliseconds since the epoch. */
  started: number;
  /** Number of its steps. */
  photos: number;
  state: 'unfinished' | 'done' | 'undoing' | 'undone';
  /** Name of the list in the target, once there is one. */
  list?: string;
}

interface Schema extends DBSchema {
  transfers: { key: number; value: TransferRecord };
  steps: { key: [number, number]; value: Step };
}

/** Steps that are written or read at once. */
const STEPS = 500;

/**
 * What was planned and done, on disk before each step that depends on it. It is in IndexedDB because a transaction there
 * is whole or absent after a kill, costs one small write for each step, and can keep the handles that continuing needs.
 * A file in the target folder would have to be written anew for each step, and OPFS cannot keep handles.
 */
export class Journal {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  /** @throws ClipError `storage-failed` or `storage-full`, as all other calls. */
  static async open(): Promise<Journal> {
    const opening = openDB<Schema>('web-clip-transfers', 1, {
      upgrade(database) {
        database.createObjectStore('transfers', { keyPath: 'id', autoIncrement: true });
        database.createObjectStore('steps', { keyPath: ['transfer', 'index'] });
      },
    });
    return new Journal(await inStorage(opening));
  }

  /** Adds a transfer with all of its steps, or nothing. */
  async add(
    transfer: Omit<TransferRecord, 'id'>,
    steps: Iterable<Pick<Step, 'photo' | 'folder' | 'files'>>,
  ): Promise<TransferRecord> {
    const add = async (): Promise<TransferRecord> => {
      const transaction = this.#database.transaction(['transfers', 'steps'], 'readwrite', DURABLE);
      try {
        const id = await transaction.objectStore('transfers').add(transfer as TransferRecord);
        const store = transaction.objectStore('steps');
        let index = 0;
        for (const step of steps) {
          await store.add({ ...step, transfer: id, index: index++, state: 'planned' });
        }
        await transaction.done;
        return { ...transfer, id };
      } catch (error) {
        transaction.done.catch(() => undefined);
        transaction.abort();
        throw error;
      }
    };
    return inStorage(add());
  }

  transfers(): Promise<TransferRecord[]> {
    return inStorage(this.#database.getAll('transfers'));
  }

  async transfer(id: number): Promise<TransferRecord | undefined> {
    return inStorage(this.#database.get('transfers', id));
  }

  async putTransfer(transfer: TransferRecord): Promise<void> {
    const transaction = this.#database.transaction('transfers', 'readwrite', DURABLE);
    await inStorage(Promise.all([transaction.store.put(transfer), transaction.done]));
  }

  async putStep(step: Step): Promise<void> {
    const transaction = this.#database.transaction('steps', 'readwrite', DURABLE);
    await inStorage(Promise.all([transaction.store.put(step), transaction.done]));
  }

  /** All steps of a transfer, in their order or the other way round. Those that were written meanwhile may be old. */
  async *steps(transfer: number, backwards = false): AsyncGenerator<Step> {
    const all = IDBKeyRange.bound([transfer, 0], [transfer, Number.POSITIVE_INFINITY]);
    const keys = await inStorage(this.#database.getAllKeys('steps', all));
    if (backwards) keys.reverse();
    for (let start = 0; start < keys.length; start += STEPS) {
      const some = keys.slice(start, start + STEPS);
      const [first, last] = backwards ? [some.at(-1), some[0]] : [some[0], some.at(-1)];
      const steps = await inStorage(this.#database.getAll('steps', IDBKeyRange.bound(first, last)));
      yield* backwards ? steps.reverse() : steps;
    }
  }

  close(): void {
    this.#database.close();
  }
}

const inStorage = <T>(work: Promise<T>): Promise<T> =>
  inStorageOr(
    {
      full: 'The browser has no space left for the list of what is copied or moved. Make space, and continue.',
      failed:
        'The browser could not write the list of what is copied or moved. Reload the page, and continue.',
    },
    () => work,
  );

/** Waits until the data are on disk, since an original is removed next. */
const DURABLE = { durability: 'strict' } as const;
