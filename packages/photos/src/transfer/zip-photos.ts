import { asClipError, ClipError, isClipError, throwIfAborted } from '@web-clip/clip/internal';
import { BlobReader, ZipWriter } from '../archive/zip.ts';
import { UNREADABLE } from '../indexing/file-contents.ts';
import { bytesOf } from '../indexing/hash-file.ts';
import { orUnwritable } from './file-copy.ts';
import { FreeNames } from './free-names.ts';
import { type SidecarMarks, writeSidecar } from './sidecar.ts';
import { sidecarsOf } from './sidecar-names.ts';
import type { LeftPhoto, MarkedPhoto, TransferProgress, ZipSummary } from './transfer.ts';

/** How to write a ZIP. */
interface ZipOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: TransferProgress) => void) | undefined;
}

/**
 * Writes photos into a ZIP as they are, part by part, so that its size is only limited by where it goes. From 4 GiB or
 * 65,535 files on it is a ZIP64.
 *
 * @param photos The photos.
 * @param filesOf Opens the files of a photo, its own first; empty if it cannot be read.
 * @param sink Where the ZIP goes. It is closed, or aborted if the call fails.
 * @throws ClipError `unreadable-file` if a file changes while it is read, `storage-full` or `storage-failed` if the sink
 *   fails, or the signal's reason.
 */
export async function zipPhotos(
  photos: readonly MarkedPhoto[],
  filesOf: (photo: number) => Promise<readonly File[]>,
  sink: WritableStream<Uint8Array>,
  { signal, onProgress }: ZipOptions,
): Promise<ZipSummary> {
  const failing = new AbortController();
  const { readable: zipped, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writing = orUnwritable(zipped.pipeTo(sink, { signal: failing.signal }), 'ZIP');
  // It may fail before it is awaited.
  writing.catch(() => undefined);
  try {
    const summary = await addPhotos(new ZipWriter(writable, { level: 0 }), photos, filesOf, {
      signal,
      onProgress,
    });
    await writing;
    return summary;
  } catch (error) {
    failing.abort(error);
    // If the sink failed, that is why the rest did.
    const cause = await writing.then(
      () => error,
      (reason) => reason,
    );
    throwIfAborted(signal);
    throw asClipError(cause, 'storage-failed', NOT_WRITTEN);
  }
}

const NOT_WRITTEN = 'The ZIP file could not be written. Choose another place for it, and try again.';

async function addPhotos(
  zip: ZipWriter<unknown>,
  photos: readonly MarkedPhoto[],
  filesOf: (photo: number) => Promise<readonly File[]>,
  { signal, onProgress }: ZipOptions,
): Promise<ZipSummary> {
  const left: LeftPhoto[] = [];
  const taken = new Set<string>();
  const names = new FreeNames(async (name) => taken.has(name.toLowerCase()));
  let [done, files, bytes] = [0, 0, 0];
  const report = (read: number): void => onProgress?.({ done, total: photos.length, bytes: bytes + read });
  for (const { photo, marks } of photos) {
    throwIfAborted(signal);
    const found = await orLeft(photo, left, async () => readable(await filesOf(photo), marks));
    const free = await names.find(found.map(({ name }) => name));
    for (const [i, file] of found.entries()) {
      const name = free[i] ?? file.name;
      taken.add(name.toLowerCase());
      const add = zip.add(name, new BlobReader(file), {
        lastModDate: new Date(file.lastModified),
        ...(signal && { signal }),
        onprogress: async (read) => report(read),
      });
      await add.catch((error) => {
        throw isUnreadable(error) ? new ClipError('unreadable-file', UNREADABLE, { cause: error }) : error;
      });
      bytes += file.size;
      files++;
    }
    done++;
    report(0);
  }
  await zip.close();
  return { photos: done - left.length, files, left };
}

/** @returns The files of a photo; none if they cannot be read, and then why in `left`. */
async function orLeft(
  photo: number,
  left: LeftPhoto[],
  open: () => Promise<readonly File[]>,
): Promise<readonly File[]> {
  try {
    return await open();
  } catch (error) {
    if (!isClipError(error) || error.code !== 'unreadable-file') throw error;
    left.push({ photo, path: '', code: error.code, message: error.message });
    return [];
  }
}

const isUnreadable = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError');

/** Checks that files can be read, and adds what is to be said about the first one. */
async function readable(files: readonly File[], marks: SidecarMarks | undefined): Promise<readonly File[]> {
  const [photo] = files;
  if (!photo) throw new ClipError('unreadable-file', UNREADABLE);
  for (const file of files) await bytesOf(file.slice(0, 1));
  if (!marks || Object.keys(marks).length === 0) return files;
  const candidates = sidecarsOf(photo.name);
  const there = files.find(({ name }) => candidates.includes(name));
  const sidecar = writeSidecar(there && (await bytesOf(there)), marks);
  const name = there?.name ?? candidates[0] ?? '';
  return [
    ...files.filter((file) => file !== there),
    new File([sidecar], name, { type: 'application/rdf+xml' }),
  ];
}
