import { throwIfAborted } from '@web-clip/clip/internal';
import type { MarkStore } from '../marks/mark-store.ts';
import type { CopyProgress } from '../photo.ts';
import type { LibraryStore } from '../store/library-store.ts';
import { rowsOf } from '../store/records.ts';
import { type ArchivedSegment, DESCRIPTION, describe, thumbnailEntry } from './format.ts';
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from './zip.ts';

/** Options of {@link exportLibrary}. */
export interface CopyOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: CopyProgress) => void) | undefined;
}

/**
 * Writes a whole library into one file: records, embeddings of every model, thumbnails, marks, albums and settings, but
 * not the photos.
 *
 * @param store The library.
 * @param marks What was said of its photos.
 * @param settings Stored in the file; the import returns them.
 * @returns A ZIP file; see {@link Description}.
 * @throws ClipError `storage-failed`, or the signal's reason.
 */
export async function exportLibrary(
  store: LibraryStore,
  marks: Pick<MarkStore, 'marks' | 'albums'>,
  settings: Readonly<Record<string, string>>,
  { signal, onProgress }: CopyOptions,
): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter('application/zip'), { level: 0 });
  const photos = [...store.photos.values()];
  const folders = [...store.folders.values()].map(({ handle: _, ...folder }) => folder);
  const segments: ArchivedSegment[] = [];
  for await (const { rows, ...segment } of store.allSegments()) {
    throwIfAborted(signal);
    const entry = `rows/${segments.length}.f32`;
    await zip.add(entry, new Uint8ArrayReader(new Uint8Array(rows.buffer)));
    segments.push({ ...segment, entry });
  }
  let isWhole = true;
  for (const [done, photo] of photos.entries()) {
    throwIfAborted(signal);
    for (const id of rowsOf(photo)) {
      // A copy matters most when the disk is failing, so skip thumbnails that cannot be read.
      const thumbnail = await store.thumbnail(id).catch(() => {
        isWhole = false;
      });
      if (!thumbnail) continue;
      const bytes = new Uint8ArrayReader(new Uint8Array(thumbnail.bytes));
      await zip.add(thumbnailEntry(id, thumbnail.type), bytes);
    }
    onProgress?.({ done: done + 1, total: photos.length });
  }
  // If a thumbnail failed, check that the database can still be read at all; this throws if it cannot.
  if (!isWhole) await store.refresh();
  const description = describe({
    folders,
    photos,
    segments,
    marks: [...marks.marks.values()],
    albums: [...marks.albums.values()],
    settings,
  });
  await zip.add(DESCRIPTION, new TextReader(JSON.stringify(description)), { level: 6 });
  return zip.close();
}
