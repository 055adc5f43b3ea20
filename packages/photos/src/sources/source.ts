import { asClipError, ClipError, throwIfAborted } from '@web-clip/clip/internal';
import type { RawFile } from '../photo.ts';
import { isSystemFolder } from './system-folders.ts';

/** A photo's file as it was when its source was read. */
export interface PhotoFile extends RawFile {
  /** Readable as long as the file on disk does not change. */
  file: File;
  /** RAW files of the same photo, by path; see raw-pairs.ts. */
  raws?: readonly RawFile[];
}

/**
 * @param path Path within what the user chose, with slashes.
 * @returns A file with its size and time of now. Some browsers ask the disk each time these are read.
 */
export const photoFile = (path: string, file: File): PhotoFile => ({
  path,
  size: file.size,
  modified: file.lastModified,
  file,
});

/**
 * Where photos come from. Adding a folder also removes photos that are gone from it; adding single files never
 * removes any. A file's path, with slashes, is its name unless it is given.
 */
export type PhotoSource =
  | FileSystemDirectoryHandle
  | FileList
  | DataTransferItemList
  | AsyncIterable<File | { path: string; file: File }>
  | Iterable<File | { path: string; file: File }>;

/**
 * A source after reading: a folder whose handle the worker reads itself, or a list of files. `unreadable` lists paths
 * that could not be read; `skipped` is the number of system folders that were not read.
 */
export type Batch =
  | { kind: 'handle'; name: string; handle: FileSystemDirectoryHandle }
  | {
      kind: 'files' | 'single-files';
      name: string;
      files: PhotoFile[];
      unreadable?: string[];
      skipped?: number;
    };

/** How to read a source. */
export interface ReadingOptions {
  /** Aborts the reading. */
  signal: AbortSignal | undefined;
  /** Called with the number of files found so far. */
  onFound: (count: number) => void;
  /** Whether to read the system folders in a dropped folder with this name. */
  systemFoldersOf: (name: string) => Promise<boolean>;
}

/**
 * Reads a source. Dropped items are read before the first await because the browser forgets them after the event:
 * https://html.spec.whatwg.org/multipage/dnd.html#concept-dnd-p
 *
 * @param source Any source of photos.
 * @returns Folders, and all single files as one batch. Empty if the source is empty.
 * @throws ClipError `unreadable-file`, or `invalid-argument` if this is not a source.
 */
export function readSource(source: PhotoSource, options: ReadingOptions): Promise<Batch[]> {
  if (isDirectoryHandle(source)) {
    return Promise.resolve([{ kind: 'handle', name: source.name, handle: source }]);
  }
  if (source instanceof FileList) return Promise.resolve(fromInput(source));
  if (isDropped(source)) return fromDrop(source, options);
  if (isIterable(source)) return fromIterable(source, options);
  return Promise.reject(
    new ClipError(
      'invalid-argument',
      'This is not a source of photos. Pass a directory handle, a FileList, dropped items, or files.',
    ),
  );
}

/** Checks `kind` because browsers without folder handles have no class for `instanceof`. */
const isDirectoryHandle = (source: unknown): source is FileSystemDirectoryHandle =>
  typeof source === 'object' && source !== null && 'kind' in source && source.kind === 'directory';

/** Workers lack the class. */
const isDropped = (source: unknown): source is DataTransferItemList =>
  'DataTransferItemList' in globalThis && source instanceof DataTransferItemList;

/** A text is none, although it can be iterated. */
const isIterable = (source: unknown): boolean =>
  typeof source === 'object' &&
  source !== null &&
  (Symbol.asyncIterator in source || Symbol.iterator in source);

/** An input with `webkitdirectory` gives paths that begin with the folder's name. Other inputs give no paths. */
function fromInput(list: FileList): Batch[] {
  const folders = new Map<string, PhotoFile[]>();
  const singleFiles: PhotoFile[] = [];
  for (const file of list) {
    const [name, ...rest] = file.webkitRelativePath.split('/');
    if (name === undefined || rest.length === 0) {
      singleFiles.push(photoFile(file.name, file));
      continue;
    }
    const files = folders.get(name) ?? [];
    files.push(photoFile(rest.join('/'), file));
    folders.set(name, files);
  }
  return [
    ...[...folders].map(([name, files]): Batch => ({ kind: 'files', name, files })),
    ...singleFilesBatch(singleFiles),
  ];
}

type SourceItem = File | { path: string; file: File };

async function fromIterable(
  source: AsyncIterable<SourceItem> | Iterable<SourceItem>,
  { signal, onFound }: ReadingOptions,
): Promise<Batch[]> {
  const files: PhotoFile[] = [];
  for await (const item of source) {
    throwIfAborted(signal);
    files.push(photoFileOf(item));
    onFound(files.length);
  }
  return singleFilesBatch(files);
}

/** Checked at run time because untyped callers pass blobs and handles. */
function photoFileOf(item: SourceItem): PhotoFile {
  if (item instanceof File) return photoFile(item.name, item);
  if (typeof item?.path === 'string' && item.file instanceof File) return photoFile(item.path, item.file);
  throw new ClipError(
    'invalid-argument',
    'A photo must be a File, or an object with a path and a file. Turn a Blob into a File with new File([blob], name).',
  );
}

async function fromDrop(items: DataTransferItemList, options: ReadingOptions): Promise<Batch[]> {
  const dropped = [...items].filter(({ kind }) => kind === 'file');
  // Chromium gives handles, which can be stored. Other browsers give entries, which can only be read.
  const reads = dropped.map((item) =>
    item.getAsFileSystemHandle
      ? fromHandle(item.getAsFileSystemHandle(), item.getAsFile())
      : fromEntry(item.webkitGetAsEntry(), options),
  );
  try {
    const found = (await Promise.all(reads)).flat();
    const singleFiles = found.flatMap((batch) => (batch.kind === 'single-files' ? batch.files : []));
    return [...found.filter(({ kind }) => kind !== 'single-files'), ...singleFilesBatch(singleFiles)];
  } catch (error) {
    throw asClipError(
      error,
      'unreadable-file',
      'The browser could not read the dropped items. Choose the folder instead.',
    );
  }
}

async function fromHandle(pending: Promise<FileSystemHandle | null>, file: File | null): Promise<Batch[]> {
  const handle = await pending;
  if (isDirectoryHandle(handle)) return [{ kind: 'handle', name: handle.name, handle }];
  return file ? singleFilesBatch([photoFile(file.name, file)]) : [];
}

async function fromEntry(
  entry: FileSystemEntry | null,
  { signal, systemFoldersOf }: ReadingOptions,
): Promise<Batch[]> {
  if (!entry) return [];
  const { name } = entry;
  if (isFile(entry)) return singleFilesBatch([photoFile(name, await fileOf(entry))]);
  const withSystemFolders = await systemFoldersOf(name);
  const files: PhotoFile[] = [];
  const unreadable: string[] = [];
  let skipped = 0;
  // Iterative, so that deeply nested folders do not build up a chain of pending calls.
  const waiting = [{ path: '', entry }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, entry } = next;
    throwIfAborted(signal);
    try {
      if (isFile(entry)) files.push(photoFile(path, await fileOf(entry)));
      else if (path !== '' && !withSystemFolders && isSystemFolder(`${name}/${path}`)) skipped++;
      else if (isDirectory(entry)) {
        for (const child of await entriesOf(entry)) {
          waiting.push({ path: path ? `${path}/${child.name}` : child.name, entry: child });
        }
      }
    } catch (error) {
      // Only an unreadable root ends the reading. Anything else is reported in `unreadable`.
      if (path === '') throw error;
      unreadable.push(path);
    }
  }
  return [{ kind: 'files', name, files, unreadable, skipped }];
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // `readEntries` returns portions of up to 100 entries, and an empty one at the end.
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}

const singleFilesBatch = (files: PhotoFile[]): Batch[] =>
  files.length > 0 ? [{ kind: 'single-files', name: '', files }] : [];
