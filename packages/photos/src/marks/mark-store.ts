import { ChangeChannel } from '../store/change-channel.ts';
import type { Database } from '../store/database.ts';
import type { ActionKind, ActionRecord, AlbumRecord, Edit, Fields, MarkRecord } from '../store/records.ts';
import { atomically, guarded } from '../store/writing.ts';
import { ActionLog, type LoggedAction, MARK_STORES } from './action-log.ts';
import { type Applied, applied, merged, takenBack } from './fields.ts';

/** What a change wrote, for this page and for other tabs. */
export interface MarkChanges {
  marks: readonly MarkRecord[];
  albums: readonly AlbumRecord[];
}

/** What one transaction is to change. */
interface Plan {
  changed: Applied['changed'];
  /** An action to log, if anything changes. */
  added?: ActionRecord;
  /** The action that is undone or done again, and what moves it in the log. */
  action?: LoggedAction;
  move?: (log: ActionLog) => Promise<void>;
}

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
   * @returns The action; undefined if nothing has changed.
   * @throws ClipError `storage-full` or `storage-failed`; nothing was written then. Or what `edit` throws.
   */
  act(kind: ActionKind, photos: number, edit: () => readonly Edit[]): Promise<LoggedAction | undefined> {
    return this.#change(async () => {
      const redo = edit();
      const { changed, undo } = this.#applied(redo);
      return { changed, added: { kind, at: Date.now(), photos, undo, redo } };
    });
  }

  /**
   * Undoes the last action that is not undone, or a certain one. What was said anew since then stays.
   *
   * @returns The action, or undefined if there was none.
   * @throws ClipError `storage-full` or `storage-failed`; nothing was written then.
   */
  undo(id?: number): Promise<LoggedAction | undefined> {
    return this.#change(async (log) => {
      const last = await log.last();
      if (id !== undefined && last?.action.id !== id) return this.#takingBack(await log.find(id));
      if (!last) return undefined;
      const { action, undone } = last;
      const { changed } = this.#applied(action.undo);
      return { changed, action, move: () => log.move(undone + 1) };
    });
  }

  /** Does the action again that was undone last. Otherwise as {@link undo}. */
  redo(): Promise<LoggedAction | undefined> {
    return this.#change(async (log) => {
      const next = await log.next();
      if (!next) return undefined;
      const { action, undone } = next;
      const { changed } = this.#applied(action.redo);
      return { changed, action, move: () => log.move(undone - 1) };
    });
  }

  /** @returns The actions that {@link undo} and {@link redo} would take. */
  history(): Promise<Record<'undo' | 'redo', LoggedAction | undefined>> {
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

  /** Others came after the action, so that taking it back is an action of its own. */
  #takingBack(action: LoggedAction | undefined): Plan | undefined {
    if (!action) return undefined;
    const redo = takenBack(action, this.#fieldsOf);
    const { changed, undo } = this.#applied(redo);
    if (changed.marks.size + changed.albums.size === 0) return undefined;
    const { kind, photos } = action;
    return { changed, action, added: { kind, at: Date.now(), photos, undo, redo } };
  }

  readonly #fieldsOf = (store: Edit['store'], key: string): Fields | undefined =>
    (store === 'marks' ? this.#marks : this.#albums).get(key)?.fields;

  #applied(edits: readonly Edit[]): Applied {
    return applied(edits, this.#fieldsOf, Date.now());
  }

  /** Makes a change in one transaction. Nothing is written if nothing changes. */
  #change(plan: (log: ActionLog) => Promise<Plan | undefined>): Promise<LoggedAction | undefined> {
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
  ): Promise<LoggedAction | 'late' | undefined> {
    const revision = this.#revision + 1;
    const written = await atomically(this.#database, [...MARK_STORES], async (transaction) => {
      const meta = transaction.objectStore('meta');
      if (((await meta.get('marks')) ?? 0) !== this.#revision) return 'late';
      const log = new ActionLog(transaction);
      const planned = await plan(log);
      if (!planned) return undefined;
      const { changed, action, added, move } = planned;
      const marks = Array.from(changed.marks, ([hash, fields]): MarkRecord => ({ hash, fields }));
      const albums = Array.from(changed.albums, ([id, fields]): AlbumRecord => ({ id, fields }));
      if (marks.length + albums.length === 0 && !action) return undefined;
      const [id] = await Promise.all([
        added && log.add(added),
        move?.(log),
        // Each `put` runs in its own async function; see LibraryDatabase.write.
        ...marks.map(async (mark) => transaction.objectStore('marks').put(mark)),
        ...albums.map(async (album) => transaction.objectStore('albums').put(album)),
        (async () => meta.put(revision, 'marks'))(),
      ]);
      return { marks, albums, action: action ?? (added && id !== undefined ? { ...added, id } : undefined) };
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
