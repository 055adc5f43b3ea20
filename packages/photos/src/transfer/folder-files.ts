import { fileAt } from '../sources/folders.ts';

/** @returns A file, or undefined if there is none at this path. */
export async function handleAt(
  folder: FileSystemDirectoryHandle,
  path: string,
): Promise<FileSystemFileHandle | undefined> {
  try {
    return await fileAt(folder, path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether there is a file or a folder at a path. */
export async function isTaken(folder: FileSystemDirectoryHandle, path: string): Promise<boolean> {
  try {
    await fileAt(folder, path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    if (error instanceof DOMException && error.name === 'TypeMismatchError') return true;
    throw error;
  }
}

/** Creates a file, and the folders that lead to it. */
export async function createAt(
  folder: FileSystemDirectoryHandle,
  path: string,
): Promise<FileSystemFileHandle> {
  const { parent, name } = await parentOf(folder, path, true);
  return parent.getFileHandle(name, { create: true });
}

/** Removes a file if it is there. */
export async function removeAt(folder: FileSystemDirectoryHandle, path: string): Promise<void> {
  try {
    const { parent, name } = await parentOf(folder, path, false);
    await parent.removeEntry(name);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/**
 * Removes what a browser that was killed while it wrote a file leaves beside it: Chromium writes into `NAME.crswap`.
 *
 * @param path Path of the file that was written.
 */
export const removeLeftover = (folder: FileSystemDirectoryHandle, path: string): Promise<void> =>
  // Not every folder lets pages name such files.
  removeAt(folder, `${path}.crswap`).catch(() => undefined);

async function parentOf(
  folder: FileSystemDirectoryHandle,
  path: string,
  create: boolean,
): Promise<{ parent: FileSystemDirectoryHandle; name: string }> {
  const names = path.split('/');
  const name = names.pop() ?? '';
  let parent = folder;
  for (const each of names) parent = await parent.getDirectoryHandle(each, { create });
  return { parent, name };
}

const isMissing = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotFoundError';
