import type { Transfer } from '@web-clip/photos';
import { WordedError } from '../i18n/worded-error.ts';

/** A folder that is needed, and for what. */
export interface NeededFolder {
  readonly folder: FileSystemDirectoryHandle;
  readonly mode: FileSystemPermissionMode;
}

/**
 * Asks the user for a folder to write to. Call this in a click handler.
 *
 * @returns The folder, or undefined if the user cancelled.
 */
export async function pickTarget(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await showDirectoryPicker({ id: 'saved-photos', mode: 'readwrite' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** @returns The folders that a transfer needs in order to go on, or to be undone. */
export function neededBy(
  { kind, target, sources }: Pick<Transfer, 'kind' | 'target' | 'sources'>,
  isUndone: boolean,
): NeededFolder[] {
  const written: NeededFolder = { folder: target, mode: 'readwrite' };
  if (kind === 'move') return [written, ...forWriting(sources)];
  return isUndone ? [written] : [written, ...sources.map((folder) => ({ folder, mode: 'read' as const }))];
}

/** @returns The folders, to be written to. */
export const forWriting = (folders: readonly FileSystemDirectoryHandle[]): NeededFolder[] =>
  folders.map((folder) => ({ folder, mode: 'readwrite' }));

/**
 * Asks the user for all permissions that are still missing. Call this in a click handler: they are asked for together,
 * because a click does not last long.
 *
 * @throws ClipError `unreadable-file` if one was not granted.
 */
export async function askForAccess(needed: readonly NeededFolder[]): Promise<void> {
  const answers = needed.map(async ({ folder, mode }) => {
    // Folders of the browser’s own file system need no permission, and not every browser has the methods.
    const known = (await folder.queryPermission?.({ mode })) ?? 'granted';
    const answer = known === 'granted' ? known : await folder.requestPermission({ mode });
    if (answer === 'granted') return;
    const { name } = folder;
    throw new WordedError('unreadable-file', ({ folderNotWritable, folderDenied }) =>
      mode === 'read' ? folderDenied(name) : folderNotWritable(name),
    );
  });
  await Promise.all(answers);
}
