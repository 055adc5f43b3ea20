import { WordedError } from '../i18n/worded-error.ts';

/** The parts of the File System Access API that TypeScript lacks: https://wicg.github.io/file-system-access/ */
interface Permissible {
  queryPermission(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

interface PickerWindow {
  showDirectoryPicker(options: { id: string; mode: 'read' }): Promise<FileSystemDirectoryHandle>;
}

/** Whether this browser gives folder handles, which can be read again on a later visit. */
export function hasFolderPicker(): boolean {
  return 'showDirectoryPicker' in window;
}

/**
 * Whether a file input can choose folders. Some phones report this but let the user choose single files; those are
 * accepted as well.
 */
export function hasFolderInput(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype;
}

/**
 * Whether to offer single photos beside folders. Phones keep photos in a camera roll, and without lasting folder
 * handles, a folder is no better than its files.
 */
export function offersPhotos(): boolean {
  return !hasFolderPicker() || matchMedia('(any-pointer: coarse)').matches;
}

/** Whether to offer single photos first: on phones. */
export function prefersPhotos(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

/**
 * Asks the user for a folder. Call this in a click handler.
 *
 * @returns The folder, or undefined if the user cancelled.
 */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (window as unknown as PickerWindow).showDirectoryPicker({ id: 'photos', mode: 'read' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** Whether a stored folder handle can be read without asking the user. */
export async function isReadable(handle: FileSystemDirectoryHandle): Promise<boolean> {
  return (await (handle as unknown as Permissible).queryPermission({ mode: 'read' })) === 'granted';
}

/**
 * Asks the user for permission to read a stored folder handle. Call this in a click handler.
 *
 * @returns Whether permission was granted; false if the user dismissed the prompt.
 * @throws ClipError `unreadable-file` if permission was denied, which browsers also do by themselves.
 */
export async function askToRead(handle: FileSystemDirectoryHandle): Promise<boolean> {
  const answer = await (handle as unknown as Permissible).requestPermission({ mode: 'read' });
  if (answer !== 'denied') return answer === 'granted';
  throw new WordedError('unreadable-file', ({ folderDenied }) => folderDenied(handle.name));
}
