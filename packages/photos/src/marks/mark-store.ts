import { ChangeChannel } from '../store/change-channel.ts';
import type { Database } from '../store/database.ts';
import type { ActionKind, ActionRecord, AlbumRecord, Edit, Fields, MarkRecord } from '../store/records.ts';
import { atomically, guarded } from '../store/writing.ts';
import { ActionLog, MARK_STORES } from './action-log.ts';
import { type Applied, applied, merged } from './fields.ts';

/** What a change wrote, for this page and for other tabs. */
export interface MarkChanges {
  marks: readonly MarkRecord[];
  albums: readonly AlbumRecord[];
}

/** What one transaction is to change. */
type Plan = { changed: Applied['changed']; log?: (log: ActionLog) => Promise<void>; action?: ActionRecord };

interface Message extends MarkChanges {
  revision: number;
}

/**
 * What a person said of photos, in memory and in the library's database. Each change is one transaction with all that
 * undoes it. It needs no lock, so that photos can be marked while they are indexed: it fails if another tab was first, and
 * is made again on what that tab wrote.
 */
export class MarkStore {
  readonly #database: Database;
  readonly #channel: ChangeChannel<Message>;
  #marks = new Map<string, MarkRecord>();
  #albums = new Map<string, AlbumRecord>();
  #revision = 0;
  #heard: (changes: MarkChanges, isOwn: boolean) => void = () => undefined;
  /** Serialises all changes to memory. */
  #turns: Promise<unknown> = Promise.resolve();

  private constructor(database: Database, name: string) {
    this.#database = database;
    this.#channel = new ChangeChannel(`web-clip-marks-${name}`);
  }

  /**
   * @param database The library's. The caller keeps ownership.
   * @param name Name of the library.
   * @throws ClipError `storage-failed`.
   */
  static async open(database: Database, name: string): Promise<MarkStore> {
    const store = new MarkStore(database, name);
    await store.#load();
    return store;
  }

  /** Marks by the hash of the content. */
  get marks(): ReadonlyMap<string, MarkRecord> {
    return this.#marks;
  }

  /** Albums by id, also those that were removed. */
  get albums(): ReadonlyMap<string, AlbumRecord> {
    return this.#albums;
  }

  /** Number of changes so far, by all tabs. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * Follows all changes, those of other tabs too.
   *
   * @param heard Called after each change.
   * @returns Resolves when all earlier changes are loaded.
   */
  async follow(heard: (changes: MarkChanges, isOwn: boolean) => void): Promise<void> {
    this.#heard = heard;
    this.#channel.listen((message) => {
      // Ignore a closed database and storage errors: the next call reports them.
      this.#inTurn(() => this.#hear(message)).catch(() => undefined);
    });
    await this.#inTurn(async () => {
      const revision = await guarded(() => this.#database.get('meta', 'marks'));
      if ((revision ?? 0) !== this.#revision) await this.#load();
    });
  }

  /**
   * Does something that can be undone.
   *
   * @param kind What it is about.
   * @param photos Number of photos that were chosen.
   * @param edit Returns the edits. It is called again if another tab was first, and then sees what that tab wrote.
   * @throws ClipError `storage-full` or `storage-failed`; nothing was written then. Or what `edit` throws.
   */
  async act(kind: ActionKind, photos: number, edit: () => readonly Edit[]): Promise<void> {
    await this.#change(async () => {
      const redo = edit();
      const { changed, undo } = this.#applied(redo);
      const action: ActionRecord = { kind, at: Date.now(), photos, undo, redo };
      return { changed, log: (log) => log.add(action) };
    });
  }

  /**
   * Undoes the last action that is not undone.
   *
   * @returns The action, or undefined if there was none.
   * @throws ClipError `storage-full` or `storage-failed`; nothing was written then.
   */
  undo(): Promise<ActionRecord | undefined> {
    return this.#change(async (log) => {
      const last = await log.last();
      if (!last) return undefined;
      const { action, undone } = last;
      const { changed } = this.#applied(action.undo);
      return { changed, action, log: () => log.move(undone + 1) };
    });
  }

  /** Does the action again that was undone last. Otherwise as {@link undo}. */
  redo(): Promise<ActionRecord | undefined> {
    return this.#change(async (log) => {
      const next = await log.next();
      if (!next) return undefined;
      const { action, undone } = next;
      const { changed } = this.#applied(action.redo);
      return { changed, action, log: () => log.move(undone - 1) };
    });
  }

  /** @returns The actions that {@link undo} and {@link redo} would take. */
  history(): Promise<Record<'undo' | 'redo', ActionRecord | undefined>> {
    return atomically(this.#database, [...MARK_STORES], async (transaction) => {
      const log = new ActionLog(transaction);
      const [last, next] = await Promise.all([log.last(), log.next()]);
      return { undo: last?.action, redo: next?.action };
    });
  }

  /** Writes what cannot be undone. */
  async write(edits: readonly Edit[]): Promise<void> {
    await this.#change(async () => ({ changed: this.#applied(edits).changed }));
  }

  /**
   * Adds what was said in another library: of each field the newer word.
   *
   * @throws ClipError `storage-full` or `storage-failed`; nothing was written then.
   */
  async merge(marks: readonly MarkRecord[], albums: readonly AlbumRecord[]): Promise<void> {
    await this.#change(async () => {
      const now = Date.now();
      const changed: Applied['changed'] = { marks: new Map(), albums: new Map() };
      for (const { hash, fields } of marks) {
        const next = merged(this.#marks.get(hash)?.fields, fields, now);
        if (next) changed.marks.set(hash, next);
      }
      for (const { id, fields } of albums) {
        const next = merged(this.#albums.get(id)?.fields, fields, now);
        if (next) changed.albums.set(id, next);
      }
      return { changed };
    });
  }

  /** Waits until nothing is being written, and ends. */
  async close(): Promise<void> {
    this.#channel.close();
    this.#heard = () => undefined;
    await this.#turns;
  }

  #applied(edits: readonly Edit[]): Applied {
    const fieldsOf = (store: Edit['store'], key: string): Fields | undefined =>
      (store === 'marks' ? this.#marks : this.#albums).get(key)?.fields;
    return applied(edits, fieldsOf, Date.now());
  }

  /** Makes a change in one transaction. Nothing is written if nothing changes. */
  #change(plan: (log: ActionLog) => Promise<Plan | undefined>): Promise<ActionRecord | undefined> {
    return this.#inTurn(async () => {
      for (;;) {
        const done = await this.#attempt(plan);
        if (done !== 'late') return done;
        await this.#load();
      }
    });
  }

  async #attempt(
    plan: (log: ActionLog) => Promise<Plan | undefined>,
  ): Promise<ActionRecord | 'late' | undefined> {
    const revision = this.#revision + 1;
    const written = await atomically(this.#database, [...MARK_STORES], async (transaction) => {
      const meta = transaction.objectStore('meta');
      if (((await meta.get('marks')) ?? 0) !== this.#revision) return 'late';
      const log = new ActionLog(transaction);
      const planned = await plan(log);
      if (!planned) return undefined;
      const { changed, action } = planned;
      const marks = Array.from(changed.marks, ([hash, fields]): MarkRecord => ({ hash, fields }));
      const albums = Array.from(changed.albums, ([id, fields]): AlbumRecord => ({ id, fields }));
      if (marks.length + albums.length === 0 && !action) return undefined;
      await Promise.all([
        // Each `put` runs in its own async function; see LibraryDatabase.write.
        ...marks.map(async (mark) => transaction.objectStore('marks').put(mark)),
        ...albums.map(async (album) => transaction.objectStore('albums').put(album)),
        planned.log?.(log),
        (async () => meta.put(revision, 'marks'))(),
      ]);
      return { marks, albums, action };
    });
    if (written === 'late' || !written) return written;
    const { action, ...changes } = written;
    this.#channel.tell({ ...changes, revision });
    this.#adopt(changes, revision, true);
    return action;
  }

  async #hear({ revision, ...changes }: Message): Promise<void> {
    if (revision <= this.#revision) return;
    if (revision === this.#revision + 1) this.#adopt(changes, revision, false);
    else await this.#load();
  }

  #adopt(changes: MarkChanges, revision: number, isOwn: boolean): void {
    for (const mark of changes.marks) this.#marks.set(mark.hash, mark);
    for (const album of changes.albums) this.#albums.set(album.id, album);
    this.#revision = revision;
    this.#heard(changes, isOwn);
  }

  /** Reads everything. */
  async #load(): Promise<void> {
    const [marks, albums, revision = 0] = await guarded(() => {
      const transaction = this.#database.transaction([...MARK_STORES]);
      const store = transaction.objectStore.bind(transaction);
      return Promise.all([store('marks').getAll(), store('albums').getAll(), store('meta').get('marks')]);
    });
    this.#marks = new Map();
    this.#albums = new Map();
    this.#adopt({ marks, albums }, revision, false);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }
}
