import { ClipError, isClipError, throwIfAborted } from '@web-clip/clip/internal';
import { bytesOf } from '../indexing/hash-file.ts';
import { orUnwritable, writeFile } from './file-copy.ts';
import { createAt, handleAt, removeAt } from './folder-files.ts';
import { clearSidecar, type SidecarMarks, writeSidecar } from './sidecar.ts';
import { sidecarsOf } from './sidecar-names.ts';
import type { LeftPhoto, SidecarSummary } from './transfer.ts';

/** A photo, and what its sidecar should say. */
export interface PhotoSidecar {
  photo: number;
  /** Path in its folder, with slashes. */
  path: string;
  /** Absent if the photo was chosen without its folder. */
  folder: FileSystemDirectoryHandle | undefined;
  /** Absent to remove what was added. */
  marks: SidecarMarks | undefined;
}

/**
 * Writes marks into the sidecars beside photos, or removes them. A browser replaces a file at once, so a sidecar is the
 * old or the new one whenever the call is killed, and the call can be repeated.
 *
 * @throws ClipError `storage-full` or `storage-failed`, or the signal's reason.
 */
export async function changeSidecars(
  photos: readonly PhotoSidecar[],
  signal: AbortSignal | undefined,
  onDone: (done: number) => void,
): Promise<SidecarSummary> {
  const left: LeftPhoto[] = [];
  let changed = 0;
  for (const [i, sidecar] of photos.entries()) {
    throwIfAborted(signal);
    const { photo, path } = sidecar;
    try {
      if (await orUnwritable(changeSidecar(sidecar), path)) changed++;
    } catch (error) {
      if (!isClipError(error) || error.code !== 'unreadable-file') throw error;
      left.push({ photo, path, code: error.code, message: error.message });
    }
    onDone(i + 1);
  }
  return { changed, left };
}

/** @returns Whether there was something to change. */
async function changeSidecar({ folder, path, marks }: PhotoSidecar): Promise<boolean> {
  if (!folder) {
    throw new ClipError(
      'unreadable-file',
      'This photo was chosen without its folder, so nothing can be written beside it. Add its folder to the library, or take the sidecars in a ZIP.',
    );
  }
  const candidates = sidecarsOf(path);
  const found = await Promise.all(candidates.map((candidate) => handleAt(folder, candidate)));
  const at = Math.max(
    found.findIndex((handle) => handle),
    0,
  );
  const [name = '', there] = [candidates[at], found[at]];
  const before = there && (await bytesOf(await there.getFile()));
  if (!before && !marks) return false;
  const after = marks ? writeSidecar(before, marks) : before && clearSidecar(before);
  if (!after) await removeAt(folder, name);
  else if (before && isSame(before, after)) return false;
  else await writeFile(there ?? (await createAt(folder, name)), (write) => write(after));
  return true;
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, i) => byte === other[i]);
