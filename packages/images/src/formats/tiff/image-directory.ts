import type { RandomAccess } from '../random-access.ts';
import type { ImageSize } from '../size-limit.ts';
import { type Directory, numberOf, readDirectory, readTiffHeader, type TiffLayout } from './directories.ts';
import { TAGS } from './tags.ts';

/** The most directories to search for a page. Only thumbnails come before it. */
const MOST_DIRECTORIES = 8;

/**
 * Finds the first page of a TIFF: the first directory that is not a reduced version of another, or else the
 * first directory (https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, NewSubfileType).
 *
 * @returns Undefined if the file has no directory.
 */
export async function imageDirectory(
  file: RandomAccess,
): Promise<{ layout: TiffLayout; directory: Directory } | undefined> {
  const header = await readTiffHeader(file);
  if (!header) return undefined;
  const { layout } = header;
  const first = await readDirectory(layout, header.first);
  let directory = first;
  for (let i = 0; directory && i < MOST_DIRECTORIES; i++) {
    const type = (await numberOf(layout, directory, TAGS.newSubfileType)) ?? 0;
    if (type % 2 === 0) return { layout, directory };
    directory = directory.next > 0 ? await readDirectory(layout, directory.next) : undefined;
  }
  return first && { layout, directory: first };
}

/** @returns The stored size of a TIFF's first page; undefined if the file does not state it. */
export async function tiffSize(file: RandomAccess): Promise<ImageSize | undefined> {
  const found = await imageDirectory(file);
  if (!found) return undefined;
  const width = await numberOf(found.layout, found.directory, TAGS.imageWidth);
  const height = await numberOf(found.layout, found.directory, TAGS.imageLength);
  return width && height ? { width, height } : undefined;
}
