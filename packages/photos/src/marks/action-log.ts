import type { IDBPTransaction } from 'idb';
import type { Schema } from '../store/database.ts';
import type { ActionRecord } from '../store/records.ts';

/** Number of actions that can be undone. */
export const MOST_ACTIONS = 200;

/** What changes of marks read and write. */
export const MARK_STORES = ['marks', 'albums', 'actions', 'meta'] as const;

type Transaction = IDBPTransaction<Schema, (typeof MARK_STORES)[number][], 'readwrite'>;

/** An action with what identifies it in the log. */
export interface LoggedAction extends ActionRecord {
  id: number;
}

/** An action, and where it is in the log. */
interface Logged {
  action: LoggedAction;
  /** Number of actions at the end of the log that are undone. */
  undone: number;
}

/** The log of what can be undone and done again, within one transaction. */
export class ActionLog {
  readonly #transaction: Transaction;

  constructor(transaction: Transaction) {
    this.#transaction = transaction;
  }

  /** @returns The action to undo, if there is one. */
  async last(): Promise<Logged | undefined> {
    const { keys, undone } = await this.#keys();
    return this.#at(keys[keys.length - undone - 1], undone);
  }

  /** @returns The action to do again, if there is one. */
  async next(): Promise<Logged | undefined> {
    const { keys, undone } = await this.#keys();
    return this.#at(keys[keys.length - undone], undone);
  }

  /** @returns An action that is not undone. */
  async find(id: number): Promise<LoggedAction | undefined> {
    const { keys, undone } = await this.#keys();
    const isDone = keys.slice(0, keys.length - undone).includes(id);
    return isDone ? (await this.#at(id, undone))?.action : undefined;
  }

  /**
   * Adds an action. What is undone cannot be done again then, and the oldest action may be forgotten.
   *
   * @returns Its id.
   */
  async add(action: ActionRecord): Promise<number> {
    const { keys, undone } = await this.#keys();
    const kept = keys.slice(0, keys.length - undone);
    const forgotten = [
      ...keys.slice(kept.length),
      ...kept.slice(0, Math.max(0, kept.length + 1 - MOST_ACTIONS)),
    ];
    const store = this.#transaction.objectStore('actions');
    const [id] = await Promise.all([
      (async () => store.add(action))(),
      ...forgotten.map((key) => store.delete(key)),
      this.move(0),
    ]);
    return id;
  }

  /** Notes how many actions at the end are undone. */
  async move(undone: number): Promise<void> {
    await this.#transaction.objectStore('meta').put(undone, 'undone');
  }

  async #keys(): Promise<{ keys: number[]; undone: number }> {
    const [keys, undone = 0] = await Promise.all([
      this.#transaction.objectStore('actions').getAllKeys(),
      this.#transaction.objectStore('meta').get('undone'),
    ]);
    return { keys, undone };
  }

  async #at(key: number | undefined, undone: number): Promise<Logged | undefined> {
    if (key === undefined) return undefined;
    const action = await this.#transaction.objectStore('actions').get(key);
    return action && { action: { ...action, id: key }, undone };
  }
}
