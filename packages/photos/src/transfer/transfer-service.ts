import { type CallControls, ClipError, invalid, throwIfAborted } from '@web-clip/clip/internal';
import type { Folder } from '../photo.ts';
import type { PhotoRecord } from '../store/records.ts';
import { Backward } from './backward.ts';
import { removeAt, removeLeftover } from './folder-files.ts';
import { Forward, type TransferHands } from './forward.ts';
import { Journal, type Step, type TransferRecord } from './journal.ts';
import { changeSidecars, type PhotoSidecar } from './sidecar-files.ts';
import type {
  LeftPhoto,
  MarkedPhoto,
  SidecarSummary,
  Transfer,
  TransferKind,
  TransferProgress,
  TransferSummary,
} from './transfer.ts';
import { writeList } from './transfer-list.ts';

/** What transfers need of a library. */
export interface TransferLibrary {
  name: string;
  photos(): ReadonlyMap<number, PhotoRecord>;
  folders(): ReadonlyMap<number, Folder>;
  fileOf(photo: number): Promise<File | undefined>;
}

type Controls = CallControls<TransferProgress>;

/** Name of the lock that lets one transfer run at a time. */
const LOCK = 'web-clip-transfers';

/** @returns The name of the lock that a transfer holds while it runs, which tells the other tabs. */
const lockOf = (id: number): string => `${LOCK}-${id}`;

/** The worker's side of `Transfers`. One transfer runs at a time, in all tabs. */
export class TransferService {
  readonly #library: TransferLibrary;
  #journal: Promise<Journal> | undefined;

  constructor(library: TransferLibrary) {
    this.#library = library;
  }

  async start(
    kind: TransferKind,
    ids: readonly number[],
    target: FileSystemDirectoryHandle,
    controls: Controls,
  ): Promise<TransferSummary> {
    const photos = [...new Set(ids)].map((id) => this.#photo(id));
    const known = this.#library.folders();
    const folders = new Map<number, FileSystemDirectoryHandle>();
    for (const { folder } of photos) {
      const { handle } = known.get(folder) ?? {};
      if (handle) folders.set(folder, handle);
    }
    const steps = photos.map(({ id, folder, path, size, modified, raws = [] }) => ({
      photo: id,
      folder,
      files: [{ path, size, modified }, ...raws].map((file) => ({ ...file, to: '' })),
    }));
    return this.#locked(controls, async (journal) => {
      const { name: library } = this.#library;
      const record = { kind, library, target, folders, started: Date.now(), photos: photos.length };
      await checkAccess(writtenBy(record));
      return this.#forward(journal, await journal.add({ ...record, state: 'unfinished' }, steps), controls);
    });
  }

  async all(): Promise<Transfer[]> {
    const [{ held = [] }, journal] = await Promise.all([navigator.locks.query(), this.#open()]);
    const running = new Set(held.map(({ name }) => name));
    return (await journal.transfers())
      .filter(({ library }) => library === this.#library.name)
      .reverse()
      .map(({ folders, library: _, list: __, ...transfer }) => ({
        ...transfer,
        sources: [...folders.values()],
        isRunning: running.has(lockOf(transfer.id)),
      }));
  }

  resume(id: number, controls: Controls): Promise<TransferSummary> {
    return this.#locked(controls, async (journal) => {
      const transfer = await this.#transfer(journal, id);
      return transfer.state === 'undoing' || transfer.state === 'undone'
        ? this.#backward(journal, transfer, controls)
        : this.#forward(journal, transfer, controls);
    });
  }

  undo(id: number, controls: Controls): Promise<TransferSummary> {
    return this.#locked(controls, async (journal) =>
      this.#backward(journal, await this.#transfer(journal, id), controls),
    );
  }

  /** @param photos Photos without marks lose what was added to their sidecars. */
  changeSidecars(photos: readonly MarkedPhoto[], controls: Controls): Promise<SidecarSummary> {
    const sidecars = photos.map(({ photo: id, marks }): PhotoSidecar => {
      const { folder, path } = this.#photo(id);
      return { photo: id, path, folder: this.#library.folders().get(folder)?.handle, marks };
    });
    return this.#locked(controls, async () => {
      await checkAccess(sidecars.flatMap(({ folder }) => folder ?? []));
      const total = sidecars.length;
      const onDone = (done: number): void => controls.onProgress?.({ done, total, bytes: 0 });
      return changeSidecars(sidecars, controls.signal, onDone);
    });
  }

  #forward(journal: Journal, transfer: TransferRecord, controls: Controls): Promise<TransferSummary> {
    return navigator.locks.request(lockOf(transfer.id), () => this.#goOn(journal, transfer, controls));
  }

  async #goOn(journal: Journal, transfer: TransferRecord, controls: Controls): Promise<TransferSummary> {
    await checkAccess(writtenBy(transfer));
    const run = new Run(transfer, controls);
    const forward = new Forward(this.#hands(journal, transfer, run, controls));
    for await (const step of journal.steps(transfer.id)) {
      throwIfAborted(controls.signal);
      const isOver = step.state === 'done' || step.state === 'failed';
      run.count(isOver ? step : await forward.finish(step));
    }
    if (transfer.state === 'unfinished') {
      const listed = transfer.kind === 'move' ? await writeList(journal, transfer) : transfer;
      await journal.putTransfer({ ...listed, state: 'done' });
    }
    return run.summary('done');
  }

  #backward(journal: Journal, transfer: TransferRecord, controls: Controls): Promise<TransferSummary> {
    return navigator.locks.request(lockOf(transfer.id), () => this.#goBack(journal, transfer, controls));
  }

  async #goBack(journal: Journal, transfer: TransferRecord, controls: Controls): Promise<TransferSummary> {
    await checkAccess(writtenBy(transfer));
    const run = new Run(transfer, controls);
    if (transfer.state !== 'undone') await journal.putTransfer({ ...transfer, state: 'undoing' });
    const backward = new Backward(this.#hands(journal, transfer, run, controls));
    // The last one first, as names were given.
    for await (const step of journal.steps(transfer.id, true)) {
      throwIfAborted(controls.signal);
      run.count(step.state === 'undone' ? step : await backward.undo(step));
    }
    if (transfer.list !== undefined) {
      await removeLeftover(transfer.target, transfer.list);
      await removeAt(transfer.target, transfer.list);
    }
    await journal.putTransfer({ ...transfer, state: 'undone' });
    return run.summary('undone');
  }

  #hands(journal: Journal, transfer: TransferRecord, run: Run, { signal }: Controls): TransferHands {
    const onBytes = (bytes: number): void => run.read(bytes);
    return { journal, transfer, signal, onBytes, fileOf: (photo) => this.#library.fileOf(photo) };
  }

  #photo(id: number): PhotoRecord {
    const photo = this.#library.photos().get(id);
    if (photo) return photo;
    throw invalid(`There is no photo ${id} in this library. Take the ids of photos from it.`);
  }

  async #transfer(journal: Journal, id: number): Promise<TransferRecord> {
    const transfer = await journal.transfer(id);
    if (transfer?.library === this.#library.name) return transfer;
    throw invalid(`There is no transfer ${id} in this browser. Take its id from transfers.all().`);
  }

  async #locked<T>({ signal }: Controls, work: (journal: Journal) => Promise<T>): Promise<T> {
    const journal = await this.#open();
    return navigator.locks.request(LOCK, signal ? { signal } : {}, () => work(journal));
  }

  #open(): Promise<Journal> {
    this.#journal ??= Journal.open().catch((error) => {
      this.#journal = undefined;
      throw error;
    });
    return this.#journal;
  }
}

/** Counts what one call does. */
class Run {
  #done = 0;
  #bytes = 0;
  readonly #steps: Step[] = [];
  readonly #transfer: TransferRecord;
  readonly #controls: Controls;

  constructor(transfer: TransferRecord, controls: Controls) {
    this.#transfer = transfer;
    this.#controls = controls;
  }

  count(step: Step): void {
    this.#done++;
    this.#steps.push(step);
    this.#report();
  }

  read(bytes: number): void {
    this.#bytes += bytes;
    this.#report();
  }

  summary(state: Step['state']): TransferSummary {
    const left = this.#steps.flatMap(({ photo, files, failure }): LeftPhoto[] =>
      failure ? [{ photo, path: files[0]?.path ?? '', ...failure }] : [],
    );
    const over = this.#steps.filter((step) => step.state === state && step.files.length > 0 && !step.failure);
    const files = over.reduce((sum, step) => sum + step.files.length, 0);
    return { id: this.#transfer.id, photos: over.length, files, left };
  }

  #report(): void {
    this.#controls.onProgress?.({ done: this.#done, total: this.#transfer.photos, bytes: this.#bytes });
  }
}

/** @returns The folders that a transfer, or its undoing, writes to. */
const writtenBy = ({ kind, target, folders }: Pick<TransferRecord, 'kind' | 'target' | 'folders'>) =>
  kind === 'move' ? [target, ...folders.values()] : [target];

/** @throws ClipError `unreadable-file` if the page may not write to a folder. */
async function checkAccess(folders: readonly FileSystemDirectoryHandle[]): Promise<void> {
  for (const folder of new Set(folders)) {
    const state = await folder.queryPermission?.({ mode: 'readwrite' });
    if (state === undefined || state === 'granted') continue;
    throw new ClipError(
      'unreadable-file',
      `This page may not write to the folder “${folder.name}”. Allow it with folder.requestPermission({ mode: 'readwrite' }) on a click, and try again.`,
    );
  }
}
