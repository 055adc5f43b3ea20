import { ClipError, orClipError } from '@web-clip/clip/internal';
import { BlobReader, type FileEntry, ZipReader } from '../archive/zip.ts';

/** A file inside of a ZIP. */
export interface ZippedFile {
  /** Path in the ZIP, with slashes. */
  path: string;
  /** In bytes. */
  size: number;
  /** Milliseconds since the epoch, as the ZIP says. */
  modified: number;
  /**
   * Reads it in place. One that is not compressed costs nothing until its bytes are read.
   *
   * @throws ClipError `unreadable-file`.
   */
  open(): Promise<File>;
}

/** Length of a local header in bytes, before its name (APPNOTE.TXT 4.3.7). */
const HEADER_BYTES = 30;

/**
 * Lists the files of a ZIP of any size, without encrypted ones. Only its directory is read.
 *
 * @throws ClipError `unreadable-file` if it is no ZIP, is damaged, or has names that lead out of it.
 */
export async function filesInZip(zip: Blob): Promise<ZippedFile[]> {
  const name = zip instanceof File ? `“${zip.name}”` : 'This file';
  const reader = new ZipReader(new BlobReader(zip));
  const entries = await orClipError(
    'unreadable-file',
    `${name} is not a ZIP file, is damaged, or was not downloaded to its end. Download it again.`,
    () => reader.getEntries(),
  );
  return entries.flatMap((entry) => {
    if (entry.directory || entry.encrypted) return [];
    const { filename: path, uncompressedSize: size, lastModDate } = entry;
    const modified = lastModDate.getTime() || 0;
    return [{ path, size, modified, open: () => fileOf(zip, entry, modified) }];
  });
}

function fileOf(zip: Blob, entry: FileEntry, lastModified: number): Promise<File> {
  const name = entry.filename.slice(entry.filename.lastIndexOf('/') + 1);
  const message = `“${entry.filename}” could not be read from its ZIP file, which was moved, changed or damaged. Choose it again.`;
  return orClipError('unreadable-file', message, async () => {
    const content = entry.compressionMethod === 0 ? await stored(zip, entry) : await inflated(entry);
    return new File([content], name, { lastModified });
  });
}

/** @returns A part of the ZIP. Its bytes are not read here. */
async function stored(zip: Blob, { offset, uncompressedSize }: FileEntry): Promise<Blob> {
  const header = new DataView(await zip.slice(offset, offset + HEADER_BYTES).arrayBuffer());
  const start = offset + HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  const content = zip.slice(start, start + uncompressedSize);
  if (content.size === uncompressedSize) return content;
  throw new RangeError('The ZIP file ends too early.');
}

/** Holds no more than the ZIP says, whatever it inflates to. */
async function inflated(entry: FileEntry): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(part) {
      size += part.length;
      if (size > entry.uncompressedSize) throw new RangeError('The file is larger than the ZIP file says.');
      parts.push(part.slice());
    },
  });
  await entry.getData(sink, { checkSignature: true });
  if (size === entry.uncompressedSize) return new Blob(parts);
  throw new ClipError('unreadable-file', 'The file is smaller than the ZIP file says.');
}
