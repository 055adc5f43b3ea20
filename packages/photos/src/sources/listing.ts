import { asClipError, type ClipError, FORMAT_BYTES, throwIfAborted } from '@web-clip/clip/internal';
import type { LeftOut } from '../photo.ts';
import { kindByBytes } from './kind-by-bytes.ts';
import { kindByName } from './kind-by-name.ts';
import { LeftOutCount } from './left-out.ts';
import { withoutMovingParts } from './live-photos.ts';
import { type Batch, type PhotoFile, photoFile } from './source.ts';
import { isSystemFolder, systemFolderOf } from './system-folders.ts';

/** The contents of a batch. */
export interface Listing {
  /** The images and videos. */
  files: PhotoFile[];
  /** Paths of files and folders that exist but could not be read. */
  unreadable: string[];
  leftOut: LeftOut;
}

/** How to list. */
export interface ListingOptions {
  /** Whether to read system folders. */
  systemFolders: boolean;
  /** Whether a file is already known to be an image or a video, so that its bytes need not be read again. */
  isKnown: (file: PhotoFile) => boolean;
  signal: AbortSignal | undefined;
  /** Called with the number of images found so far. */
  onFound: (count: number) => void;
}

/** A file that may be an image or a video. */
interface Candidate {
  path: string;
  /** Whether its name says so. If not, its bytes decide. */
  isImage: boolean;
  open(): Promise<PhotoFile>;
}

/** Number of files whose size, time and perhaps first bytes are read concurrently. */
const PARALLEL = 16;

/**
 * Lists the images and videos of a batch. If a name does not tell what a file is, its first bytes do. All other files are
 * counted.
 *
 * @throws ClipError `unreadable-file` if the folder itself cannot be read, or the signal's reason.
 */
export function listPhotos(batch: Batch, options: ListingOptions): Promise<Listing> {
  return new Lister(batch, options).run();
}

/** Lists one batch. */
class Lister {
  readonly #files: PhotoFile[] = [];
  readonly #unreadable: string[] = [];
  readonly #leftOut = new LeftOutCount();
  #isMissing = false;
  readonly #batch: Batch;
  readonly #options: ListingOptions;

  constructor(batch: Batch, options: ListingOptions) {
    this.#batch = batch;
    this.#options = options;
  }

  async run(): Promise<Listing> {
    const batch = this.#batch;
    const waiting: Candidate[] = [];
    const contents = async (): Promise<void> => {
      await Promise.all(waiting.splice(0).map((candidate) => this.#contents(candidate)));
      throwIfAborted(this.#options.signal);
      this.#options.onFound(this.#files.length);
    };
    for await (const candidate of batch.kind === 'handle' ? this.#walk(batch.handle) : this.#given(batch)) {
      waiting.push(candidate);
      if (waiting.length === PARALLEL) await contents();
    }
    await contents();
    // If a drive was pulled out, every file is missing. Throw, so that none of its photos are removed.
    if (this.#isMissing && batch.kind === 'handle') await stillThere(batch.handle);
    const files = withoutMovingParts(this.#files);
    if (files.length < this.#files.length) this.#leftOut.count('sidecar', this.#files.length - files.length);
    return { files, unreadable: this.#unreadable, leftOut: this.#leftOut };
  }

  /** The files of a batch that was read before. */
  *#given(batch: Exclude<Batch, { kind: 'handle' }>): Generator<Candidate> {
    const { name, files, unreadable = [], skipped = 0 } = batch;
    this.#unreadable.push(...unreadable);
    const systemFolders = new Set<string>();
    for (const file of files) {
      const { path } = file;
      const folder = this.#options.systemFolders ? undefined : systemFolderOf(`${name}/${path}`);
      if (folder === undefined) yield* this.#candidate(path, async () => file);
      else systemFolders.add(folder);
    }
    this.#leftOut.systemFolders += skipped + systemFolders.size;
  }

  /** The files of a folder. Iterative, so that deeply nested folders do not build up a chain of pending calls. */
  async *#walk(root: FileSystemDirectoryHandle): AsyncGenerator<Candidate> {
    const folders = [{ path: '', folder: root }];
    for (let next = folders.pop(); next; next = folders.pop()) {
      throwIfAborted(this.#options.signal);
      const { path, folder } = next;
      try {
        for await (const [name, handle] of folder.entries()) {
          const inner = path ? `${path}/${name}` : name;
          if (handle.kind === 'file')
            yield* this.#candidate(inner, async () => photoFile(inner, await handle.getFile()));
          else if (this.#options.systemFolders || !isSystemFolder(`${root.name}/${inner}`))
            folders.push({ path: inner, folder: handle });
          else this.#leftOut.systemFolders++;
        }
      } catch (error) {
        if (path === '') throw unreadableFolder(folder, error);
        this.#skip(path, error);
      }
    }
  }

  /** Yields a file unless its name says that it is not an image. */
  *#candidate(path: string, open: () => Promise<PhotoFile>): Generator<Candidate> {
    const kind = kindByName(path.slice(path.lastIndexOf('/') + 1));
    if (kind === undefined || kind === 'listed') yield { path, isImage: kind !== undefined, open };
    else this.#leftOut.count(kind);
  }

  async #contents({ path, isImage, open }: Candidate): Promise<void> {
    try {
      const file = await open();
      const kind = isImage || this.#options.isKnown(file) ? 'listed' : kindByBytes(await headOf(file));
      if (kind === 'listed') this.#files.push(file);
      else this.#leftOut.count(kind);
    } catch (error) {
      this.#skip(path, error);
    }
  }

  /** A file that vanished after its folder was read is not reported as unreadable. */
  #skip(path: string, error: unknown): void {
    const vanished = error instanceof DOMException && error.name === 'NotFoundError';
    if (vanished && this.#batch.kind === 'handle') this.#isMissing = true;
    else this.#unreadable.push(path);
  }
}

const headOf = async ({ file }: PhotoFile): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(0, FORMAT_BYTES).arrayBuffer());

/** @throws ClipError `unreadable-file` if a folder is gone. */
async function stillThere(folder: FileSystemDirectoryHandle): Promise<void> {
  await folder
    .entries()
    .next()
    .catch((error) => {
      throw unreadableFolder(folder, error);
    });
}

const unreadableFolder = ({ name }: FileSystemDirectoryHandle, error: unknown): ClipError =>
  asClipError(
    error,
    'unreadable-file',
    `The folder “${name}” was moved, or this page lost access to it. Choose it again.`,
  );

/** @returns `a/b/c`, `a/b` and `a` for `a/b/c`. */
export function pathAndFolders(path: string): string[] {
  const paths: string[] = [];
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) paths.push(path.slice(0, end));
  return paths;
}
