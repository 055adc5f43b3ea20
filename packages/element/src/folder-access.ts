import { ClipError } from 'web-clip';

/** The parts of the File System Access API that TypeScript does not know: https://wicg.github.io/file-system-access/ */
interface Permissible {
  queryPermission(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

interface PickerWindow {
  showDirectoryPicker(options: { id: string; mode: 'read' }): Promise<FileSystemDirectoryHandle>;
}

/** Whether this browser gives out handles of folders, which can be read again on a later visit. */
export function hasFolderPicker(): boolean {
  return 'showDirectoryPicker' in window;
}

/**
 * Whether an input lets folders be chosen. Some phones say so and let single files be chosen all the same: those are
 * welcome as well.
 */
export function hasFolderInput(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype;
}

/**
 * Whether single photos should be on offer beside folders: a phone keeps its photos in a camera roll, and without a
 * picker that lasts, folders have no more to give than files.
 */
export function offersPhotos(): boolean {
  return !hasFolderPicker() || matchMedia('(any-pointer: coarse)').matches;
}

/** Whether single photos are what most people here look for: on a phone. */
export function prefersPhotos(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

/**
 * Asks the person for a folder; to be called in a click.
 *
 * @returns The folder, or undefined if the person changed their mind.
 */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (window as unknown as PickerWindow).showDirectoryPicker({ id: 'photos', mode: 'read' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** Whether a remembered folder can be read without asking. */
export async function isReadable(handle: FileSystemDirectoryHandle): Promise<boolean> {
  return (await (handle as unknown as Permissible).queryPermission({ mode: 'read' })) === 'granted';
}

/**
 * Asks the person to let a remembered folder be read; to be called in a click.
 *
 * @returns Whether it may be; false if the person closed the question.
 * @throws ClipError `unreadable-file` if the answer was no, which browsers also give by themselves.
 */
export async function askToRead(handle: FileSystemDirectoryHandle): Promise<boolean> {
  const answer = await (handle as unknown as Permissible).requestPermission({ mode: 'read' });
  if (answer !== 'denied') return answer === 'granted';
  throw new ClipError(
    'unreadable-file',
    `The browser does not let this page read “${handle.name}”. Allow it in its settings for this site, or choose the folder again.`,
  );
}
