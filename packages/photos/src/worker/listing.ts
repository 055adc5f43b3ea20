import { asClipError, throwIfAborted } from 'web-clip/host';
import type { Batch } from '../source.ts';

/** A file as it was when its folder was read. */
export interface ListedFile {
  path: string;
  size: number;
  modified: number;
  /** The file, for as long as it has not changed since. */
  file: File;
}

/** What photos are called; anything else in a folder is passed over without a word. */
const PHOTO_NAME = /\.(jpe?g|jfif|png|gif|webp|avif|bmp|hei[cf]|tiff?)$/i;

/** Files asked for their size and time at once. */
const PARALLEL = 16;

/**
 * Lists the photos of a batch, by name; hidden files and folders are left out.
 *
 * @param onFound Is told how many there are so far.
 * @throws ClipError `unreadable-file` if a folder cannot be read, or `aborted`.
 */
export async function listPhotos(
  batch: Batch,
  signal: AbortSignal | undefined,
  onFound: (count: number) => void,
): Promise<ListedFile[]> {
  if (batch.kind !== 'handle') {
    const files = batch.files.filter(({ path }) => isPhoto(path)).map(({ path, file }) => listed(path, file));
    onFound(files.length);
    return files;
  }
  const found: ListedFile[] = [];
  const waiting: { path: string; handle: FileSystemFileHandle }[] = [];
  const readWaiting = async (): Promise<void> => {
    throwIfAborted(signal);
    const files = await Promise.all(
      // A file that vanished since its name was read is simply not there.
      waiting.splice(0).map(async ({ path, handle }) => {
        const file = await handle.getFile().catch(() => undefined);
        return file && listed(path, file);
      }),
    );
    for (const file of files) if (file) found.push(file);
    onFound(found.length);
  };
  try {
    for await (const entry of walk(batch.handle, '')) {
      waiting.push(entry);
      if (waiting.length === PARALLEL) await readWaiting();
    }
    await readWaiting();
    return found;
  } catch (error) {
    throw asClipError(
      error,
      'unreadable-file',
      `The folder “${batch.name}” could not be read: it was moved, or access was withdrawn. Choose it again.`,
    );
  }
}

async function* walk(
  folder: FileSystemDirectoryHandle,
  path: string,
): AsyncGenerator<{ path: string; handle: FileSystemFileHandle }> {
  for await (const [name, handle] of folder.entries()) {
    if (name.startsWith('.')) continue;
    const inner = path ? `${path}/${name}` : name;
    if (handle instanceof FileSystemDirectoryHandle) yield* walk(handle, inner);
    else if (handle instanceof FileSystemFileHandle && isPhoto(name)) yield { path: inner, handle };
  }
}

const isPhoto = (path: string): boolean => PHOTO_NAME.test(path) && !/(^|\/)\./.test(path);

const listed = (path: string, file: File): ListedFile => ({
  path,
  size: file.size,
  modified: file.lastModified,
  file,
});
