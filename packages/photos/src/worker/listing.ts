import { asClipError, type ClipError, throwIfAborted } from 'web-clip/host';
import type { Batch } from '../source.ts';

/** A file as it was when its folder was read. */
export interface ListedFile {
  path: string;
  size: number;
  modified: number;
  /** The file, for as long as it has not changed since. */
  file: File;
}

/** What there is in a batch. */
export interface Listing {
  files: ListedFile[];
  /** Paths of files and folders that are there and could not be looked into. */
  unreadable: string[];
}

/** What photos are called; anything else in a folder is passed over without a word. */
const PHOTO_NAME = /\.(jpe?g|jfif|png|gif|webp|avif|bmp|hei[cf]|tiff?)$/i;

/** Files asked for their size and time at once. */
const PARALLEL = 16;

/**
 * Lists the photos of a batch, by name; hidden files and folders are left out.
 *
 * @param onFound Is told how many there are so far.
 * @throws ClipError `unreadable-file` if the folder itself cannot be read, or `aborted`.
 */
export async function listPhotos(
  batch: Batch,
  signal: AbortSignal | undefined,
  onFound: (count: number) => void,
): Promise<Listing> {
  if (batch.kind !== 'handle') {
    const files = batch.files.filter(({ path }) => isPhoto(path)).map(({ path, file }) => listed(path, file));
    onFound(files.length);
    return { files, unreadable: batch.unreadable ?? [] };
  }
  const { handle: root } = batch;
  const found: Listing = { files: [], unreadable: [] };
  let isMissing = false;
  // What vanished since its name was read is simply not there.
  const skip = (path: string, error: unknown): void => {
    if (error instanceof DOMException && error.name === 'NotFoundError') isMissing = true;
    else found.unreadable.push(path);
  };
  const waiting: { path: string; handle: FileSystemFileHandle }[] = [];
  const lookInto = async ({ path, handle }: (typeof waiting)[number]): Promise<void> => {
    try {
      found.files.push(listed(path, await handle.getFile()));
    } catch (error) {
      skip(path, error);
    }
  };
  for await (const entry of walk(root, skip, signal)) {
    waiting.push(entry);
    if (waiting.length < PARALLEL) continue;
    await Promise.all(waiting.splice(0).map(lookInto));
    onFound(found.files.length);
  }
  await Promise.all(waiting.map(lookInto));
  onFound(found.files.length);
  // With a drive that was pulled out everything is gone, and nothing of it is to be forgotten.
  if (isMissing) {
    await root
      .entries()
      .next()
      .catch((error) => {
        throw unreadableFolder(root, error);
      });
  }
  return found;
}

/** One folder after the other: however deep they lie, no call waits within another. */
async function* walk(
  root: FileSystemDirectoryHandle,
  skip: (path: string, error: unknown) => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ path: string; handle: FileSystemFileHandle }> {
  const folders = [{ path: '', folder: root }];
  for (let next = folders.pop(); next; next = folders.pop()) {
    throwIfAborted(signal);
    const { path, folder } = next;
    try {
      for await (const [name, handle] of folder.entries()) {
        if (name.startsWith('.')) continue;
        const inner = path ? `${path}/${name}` : name;
        if (handle.kind === 'directory') folders.push({ path: inner, folder: handle });
        else if (isPhoto(name)) yield { path: inner, handle };
      }
    } catch (error) {
      if (path === '') throw unreadableFolder(folder, error);
      skip(path, error);
    }
  }
}

const unreadableFolder = ({ name }: FileSystemDirectoryHandle, error: unknown): ClipError =>
  asClipError(
    error,
    'unreadable-file',
    `The folder “${name}” could not be read: it was moved, or access was withdrawn. Choose it again.`,
  );

/** @returns `a/b/c`, `a/b` and `a` for `a/b/c`. */
export function pathAndFolders(path: string): string[] {
  const paths: string[] = [];
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) paths.push(path.slice(0, end));
  return paths;
}

const isPhoto = (path: string): boolean => PHOTO_NAME.test(path) && !/(^|\/)\./.test(path);

const listed = (path: string, file: File): ListedFile => ({
  path,
  size: file.size,
  modified: file.lastModified,
  file,
});
