import { type CallControls, throwIfAborted, type WorkerPool } from '@web-clip/clip/internal';
import type { LibraryGrouper } from '../groups/library-grouper.ts';
import type { GroupsProgress, PhotoGroups, SamePictureGroup } from '../groups/photo-groups.ts';
import type { SamePicture } from '../groups/same-picture.ts';
import type { PhotoService } from '../indexing/photo-main.ts';
import type { LibraryStore } from '../store/library-store.ts';

/** Groups the photos of a library. */
export class GroupsService {
  readonly #store: () => LibraryStore;
  readonly #workers: WorkerPool<PhotoService>;
  #grouping: Promise<unknown> = Promise.resolve();
  #grouper: LibraryGrouper | undefined;

  constructor(store: () => LibraryStore, workers: WorkerPool<PhotoService>) {
    this.#store = store;
    this.#workers = workers;
  }

  /** See `Library.groups`. One call at a time, because each builds on what the others have compared. */
  groups({ signal, onProgress }: CallControls<GroupsProgress>): Promise<PhotoGroups> {
    return this.#inTurn(signal, (grouper) => grouper.groups({ signal, onProgress }));
  }

  /** See `Library.copies`. */
  copies(ids: readonly number[], { signal }: CallControls): Promise<SamePictureGroup[]> {
    return this.#inTurn(signal, (grouper) => grouper.copies(ids, { signal }));
  }

  #inTurn<T>(signal: AbortSignal | undefined, work: (grouper: LibraryGrouper) => Promise<T>): Promise<T> {
    const grouping = this.#grouping.then(async () => {
      throwIfAborted(signal);
      const [{ LibraryGrouper }, { ComparisonStore }] = await Promise.all([
        import('../groups/library-grouper.ts'),
        import('../groups/comparison-store.ts'),
      ]);
      this.#grouper ??= new LibraryGrouper({
        photos: () => this.#store().photos,
        row: (id) => this.#store().matrix.get(id),
        compare: (ids, pairs) => this.#compare(ids, pairs),
        comparisons: new ComparisonStore(() => this.#store().database),
      });
      return work(this.#grouper);
    });
    this.#grouping = grouping.catch(() => undefined);
    return grouping;
  }

  /** Compares photos in a photo worker. */
  async #compare(
    ids: readonly number[],
    pairs: readonly (readonly [number, number])[],
  ): Promise<(SamePicture | null | undefined)[]> {
    const pictures = await Promise.all(
      ids.map(async (id) => {
        const store = this.#store();
        const { width = 0, height = 0 } = store.photos.get(id) ?? {};
        return { thumbnail: await store.thumbnail(id).catch(() => undefined), width, height };
      }),
    );
    return this.#workers.run((service) => service.compare(pictures, pairs));
  }
}
