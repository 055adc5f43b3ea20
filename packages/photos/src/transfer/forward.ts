import { asClipError, ClipError, isClipError, orClipError, throwIfAborted } from '@web-clip/clip/internal';
import { hashOf } from '../indexing/hash-file.ts';
import { compareContent, copyContent, orUnwritable } from './file-copy.ts';
import { createAt, handleAt, isTaken, removeAt, removeLeftover } from './folder-files.ts';
import { FreeNames } from './free-names.ts';
import type { Journal, Step, StepFile, TransferRecord } from './journal.ts';
import { companionsOf } from './sidecar-names.ts';

/** What a running transfer works with. */
export interface TransferHands {
  journal: Journal;
  transfer: TransferRecord;
  /** Opens a file that was chosen without its folder, if that was in this visit. */
  fileOf(photo: number): Promise<File | undefined>;
  signal: AbortSignal | undefined;
  onBytes(bytes: number): void;
}

/** Copies or moves the photos of a transfer, one after the other. */
export class Forward {
  readonly #names: FreeNames;
  readonly #hands: TransferHands;

  constructor(hands: TransferHands) {
    this.#hands = hands;
    this.#names = new FreeNames((name) => isTaken(hands.transfer.target, name));
  }

  /**
   * Does what is left of a step, wherever it was interrupted.
   *
   * @returns The step as it is now: `done` or `failed`.
   * @throws ClipError `storage-full` or `storage-failed`, or the signal's reason. The step can be tried again.
   */
  async finish(step: Step): Promise<Step> {
    const { transfer, signal } = this.#hands;
    const copied =
      step.state === 'copied'
        ? step
        : await orUnwritable(this.#copied(step), transfer.target.name).catch((error) =>
            this.#failed(step, error),
          );
    if (copied.state !== 'copied') return copied;
    try {
      await this.#check(copied);
      await this.#remove(copied);
      return await this.#put({ ...copied, state: 'done' });
    } catch (error) {
      throwIfAborted(signal);
      const { code, message } = asClipError(error, 'storage-failed', NOT_REMOVED);
      // Some originals may be gone, so undoing has to know the copies.
      return this.#put({ ...copied, state: 'done', failure: { code, message } });
    }
  }

  /** A file that cannot be read ends its step, everything else the transfer. */
  async #failed(step: Step, error: unknown): Promise<Step> {
    throwIfAborted(this.#hands.signal);
    if (!isClipError(error) || error.code !== 'unreadable-file') throw error;
    const { code, message } = error;
    return this.#put({ ...step, state: 'failed', failure: { code, message } });
  }

  /** Copies all files of a step. */
  async #copied(step: Step): Promise<Step> {
    const { transfer } = this.#hands;
    const isNew = step.state === 'planned';
    const paths = isNew ? await this.#companions(step) : step.files.map(({ path }) => path);
    const originals = await Promise.all(paths.map((path) => this.#original(step, path)));
    let known = step;
    if (isNew && transfer.kind === 'move' && (await this.#isThere(step))) {
      return this.#put({ ...step, state: 'done', files: [] });
    }
    if (isNew || !(await this.#ownsNames(step, originals))) {
      const names = await this.#names.find(paths.map(nameOf));
      const files = originals.map(({ size, lastModified: modified }, i): StepFile => {
        return { path: paths[i] ?? '', to: names[i] ?? '', size, modified };
      });
      // From here on, files of these names in the target are ours.
      known = await this.#put({ ...step, state: 'copying', files });
    }
    const files: StepFile[] = [];
    if (!isNew) for (const { to } of step.files) await removeLeftover(transfer.target, to);
    try {
      for (const [i, file] of known.files.entries()) {
        files.push({ ...file, hash: await this.#copy(originals[i] as File, file.to) });
      }
    } catch (error) {
      for (const { to } of known.files) await removeAt(transfer.target, to).catch(() => undefined);
      throw error;
    }
    return this.#put({ ...known, files, state: transfer.kind === 'move' ? 'copied' : 'done' });
  }

  async #companions({ folder, files }: Step): Promise<string[]> {
    const paths = files.map(({ path }) => path);
    const handle = this.#hands.transfer.folders.get(folder);
    return handle ? companionsOf(handle, paths) : paths.slice(0, 1);
  }

  /** Whether the photo is in the target already. */
  async #isThere({ folder, files: [photo] }: Step): Promise<boolean> {
    const { target, folders } = this.#hands.transfer;
    const handle = folders.get(folder);
    const original = handle && (await handleAt(handle, photo?.path ?? ''));
    return Boolean(original && (await target.resolve(original))?.length === 1);
  }

  /**
   * Whether the target holds nothing under the names of an interrupted step but its own copies, whole or partial. A file
   * that another program put there meanwhile is different.
   */
  async #ownsNames({ files }: Step, originals: readonly File[]): Promise<boolean> {
    const { transfer, signal } = this.#hands;
    for (const [i, { to }] of files.entries()) {
      const there = await handleAt(transfer.target, to);
      const likeness =
        there && (await compareContent(await there.getFile(), originals[i] as File, { signal }));
      if (likeness === 'different') return false;
    }
    return true;
  }

  async #copy(original: File, to: string): Promise<string> {
    const { transfer, signal, onBytes } = this.#hands;
    const there = await handleAt(transfer.target, to);
    const likeness = there && (await compareContent(await there.getFile(), original, { signal }));
    if (likeness === 'same') return hashOf(original, { signal, onBytes });
    const target = await orUnwritable(createAt(transfer.target, to), to);
    return copyContent(original, target, { signal, onBytes });
  }

  /** @throws ClipError `unreadable-file` if a copy, whose original may already be gone, is not whole. */
  async #check({ files }: Step): Promise<void> {
    const { transfer, signal } = this.#hands;
    for (const { to, hash } of files) {
      const there = await handleAt(transfer.target, to);
      if (!there || (await hashOf(await there.getFile(), { signal })) !== hash) throw changed(to);
    }
  }

  /** Removes the originals of a copied step. */
  async #remove(step: Step): Promise<void> {
    const folder = this.#folder(step);
    for (const { path, size, modified } of step.files) {
      const original = await (await handleAt(folder, path))?.getFile();
      if (!original) continue;
      // It was changed after the copy. Both stay, since nobody can tell which one is wanted.
      if (original.size !== size || original.lastModified !== modified) throw changed(path);
      await removeAt(folder, path);
    }
  }

  #folder({ folder }: Step): FileSystemDirectoryHandle {
    const handle = this.#hands.transfer.folders.get(folder);
    if (handle) return handle;
    throw new ClipError(
      'unreadable-file',
      'This photo was chosen without its folder, so it was copied, and its original stayed. Add its folder to the library to move it.',
    );
  }

  async #original({ folder, photo }: Step, path: string): Promise<File> {
    const handle = this.#hands.transfer.folders.get(folder);
    const message = `“${path}” was moved or changed, or this page lost access to it. Add its folder again.`;
    const file = await orClipError('unreadable-file', message, async () =>
      handle ? (await handleAt(handle, path))?.getFile() : this.#hands.fileOf(photo),
    );
    if (file) return file;
    throw new ClipError('unreadable-file', message);
  }

  async #put(step: Step): Promise<Step> {
    await this.#hands.journal.putStep(step);
    return step;
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const NOT_REMOVED =
  'The photo was copied, but its original could not be removed, so it exists twice. Undo this, or remove one.';

const changed = (path: string): ClipError =>
  new ClipError(
    'unreadable-file',
    `“${path}” was changed while it was being moved, so nothing more was removed. Compare the two files, and remove one.`,
  );
