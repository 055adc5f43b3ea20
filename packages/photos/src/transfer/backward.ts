import { ClipError, isClipError, throwIfAborted } from '@web-clip/clip/internal';
import { hashOf } from '../indexing/hash-file.ts';
import { compareContent, copyContent, orUnwritable } from './file-copy.ts';
import { createAt, handleAt, isTaken, removeAt, removeLeftover } from './folder-files.ts';
import type { TransferHands } from './forward.ts';
import { FreeNames } from './free-names.ts';
import type { Step, StepFile } from './journal.ts';

/** Undoes a transfer, one photo after the other. */
export class Backward {
  readonly #hands: TransferHands;

  constructor(hands: TransferHands) {
    this.#hands = hands;
  }

  /**
   * Undoes a step, wherever it or an earlier attempt was interrupted.
   *
   * @returns The step as it is now. It has a failure if a file stays in the target.
   * @throws ClipError `storage-full` or `storage-failed`, or the signal's reason. It can be tried again.
   */
  async undo(step: Step): Promise<Step> {
    const { journal, signal, transfer } = this.#hands;
    const { failure: _, ...undone } = { ...step, state: 'undone' as const, files: [] };
    let now: Step = undone;
    if (step.state === 'copying' || step.state === 'copied' || step.state === 'done') {
      let known = step;
      for (const [i, file] of step.files.entries()) {
        const note = async (back: string): Promise<void> => {
          known = { ...known, files: known.files.with(i, { ...file, back }) };
          await journal.putStep(known);
        };
        try {
          await orUnwritable(this.#undoFile(step, file, note), file.path);
        } catch (error) {
          throwIfAborted(signal);
          if (!isClipError(error) || error.code !== 'unreadable-file') throw error;
          const { code, message } = error;
          now = { ...now, failure: { code, message: message.replace('{target}', transfer.target.name) } };
        }
      }
      now = { ...now, files: known.files };
    }
    await journal.putStep(now);
    return now;
  }

  /** Takes one file out of the target, after it was moved back if need be. */
  async #undoFile(step: Step, file: StepFile, note: (back: string) => Promise<void>): Promise<void> {
    const { target, kind } = this.#hands.transfer;
    if (step.state === 'copying') await removeLeftover(target, file.to);
    const copy = await (await handleAt(target, file.to))?.getFile();
    const folder = this.#hands.transfer.folders.get(step.folder);
    if (!copy) {
      // It was removed by an earlier attempt, or never written. If it was moved on, it is not ours any more.
      const place = folder && (await handleAt(folder, file.back ?? file.path));
      if (kind === 'copy' || place) return;
      throw left(file.to);
    }
    if (!(await this.#isOurs(copy, step, file))) throw left(file.to);
    if (kind === 'move' && folder && file.hash !== undefined) await this.#restore(copy, folder, file, note);
    await removeAt(target, file.to);
  }

  /** Whether a file in the target is what this transfer put there, whole or, if it was interrupted, in part. */
  async #isOurs(copy: File, step: Step, { path, hash }: StepFile): Promise<boolean> {
    const { transfer, signal, fileOf } = this.#hands;
    if (hash !== undefined) return (await hashOf(copy, { signal })) === hash;
    const folder = transfer.folders.get(step.folder);
    const original = folder ? await (await handleAt(folder, path))?.getFile() : await fileOf(step.photo);
    return Boolean(original && (await compareContent(copy, original, { signal })) !== 'different');
  }

  /** Makes sure that a moved file is back, whole. */
  async #restore(
    copy: File,
    folder: FileSystemDirectoryHandle,
    file: StepFile,
    note: (back: string) => Promise<void>,
  ): Promise<void> {
    const { signal, onBytes } = this.#hands;
    let back = file.back ?? file.path;
    if (file.back !== undefined) await removeLeftover(folder, file.back);
    const there = await handleAt(folder, back);
    const likeness = there && (await compareContent(await there.getFile(), copy, { signal }));
    if (likeness === 'same') return;
    if (likeness === 'different') {
      const slash = back.lastIndexOf('/') + 1;
      const names = new FreeNames((name) => isTaken(folder, file.path.slice(0, slash) + name));
      const [name = ''] = await names.find([file.path.slice(slash)]);
      back = file.path.slice(0, slash) + name;
    }
    // From here on, a partial file of this name is ours.
    await note(back);
    await orUnwritable(createAt(folder, back), back).then((handle) =>
      copyContent(copy, handle, { signal, onBytes }),
    );
  }
}

const left = (name: string): ClipError =>
  new ClipError(
    'unreadable-file',
    `“${name}” was changed or moved on in “{target}”, so it was left as it is. Put it back by hand.`,
  );
