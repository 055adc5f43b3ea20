import type { WorkerPool } from '@web-clip/clip/internal';
import { updateMeasures } from '../indexing/measures-update.ts';
import { updateMetadata } from '../indexing/metadata-update.ts';
import type { PhotoService } from '../indexing/photo-main.ts';
import type { LibraryStore } from '../store/library-store.ts';
import type { PhotoRecord } from '../store/records.ts';
import { isGranted, type PhotoFiles } from './photo-files.ts';

/** What updates need of the library. */
export interface UpdatedLibrary {
  store(): LibraryStore;
  files: PhotoFiles;
  workers: WorkerPool<PhotoService>;
  /** Resolves when no photos are being added. */
  whenIdle(): Promise<void>;
  commit(changed: () => readonly PhotoRecord[]): Promise<void>;
}

/**
 * Updates photos of earlier versions; see {@link updateMetadata} and {@link updateMeasures}.
 *
 * @returns Whether any was updated.
 */
export async function updatePhotos(
  { store, files, workers, whenIdle, commit }: UpdatedLibrary,
  signal: AbortSignal,
): Promise<boolean> {
  const updated = await updateMetadata(
    {
      photos: () => store().photos,
      folders: () => store().folders,
      isReadable: async ({ handle }) => (handle ? isGranted(handle) : files.hasOwn),
      fileOf: ({ id }) => files.file(id),
      read: (file) => workers.run((service) => service.metadata(file)),
      whenIdle,
      commit,
    },
    signal,
  );
  const measured = await updateMeasures(
    {
      photos: () => store().photos,
      thumbnail: (id) => store().thumbnail(id),
      measure: (thumbnail) => workers.run((service) => service.measures(thumbnail)),
      whenIdle,
      commit,
    },
    signal,
  );
  return updated + measured > 0;
}
