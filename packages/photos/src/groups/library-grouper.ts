import { throwIfAborted } from '@web-clip/clip/internal';
import type { PhotoRecord } from '../store/records.ts';
import { type Copies, CopyFinder, type CopyFinderHands } from './copy-finder.ts';
import { choose } from './keep.ts';
import type { GroupsProgress, PhotoGroups, SameMomentGroup, SamePictureGroup } from './photo-groups.ts';
import { isTimed, likenessOf, sameMoments, type TimedPhoto } from './same-moment.ts';

/** What {@link LibraryGrouper} works with. */
export interface GroupingHands extends CopyFinderHands {
  /** The photos as they are now, by id. */
  photos(): ReadonlyMap<number, PhotoRecord>;
}

/** How a call is controlled. */
interface Controls {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: GroupsProgress) => void) | undefined;
}

/**
 * Groups the photos of a library. It remembers what it compared, so that later calls only look at what has changed.
 * The groups depend on the photos alone, not on the order in which they came.
 */
export class LibraryGrouper {
  readonly #finder: CopyFinder;
  readonly #hands: GroupingHands;

  constructor(hands: GroupingHands) {
    this.#hands = hands;
    this.#finder = new CopyFinder(hands);
  }

  /** @throws ClipError `storage-failed`, `disposed`, …, or the signal's reason. */
  async groups({ signal, onProgress }: Controls = {}): Promise<PhotoGroups> {
    const photos = comparable(this.#hands.photos().values());
    const copies = await this.#finder.find(photos, signal, onProgress);
    await this.#finder.retain(photos);
    throwIfAborted(signal);
    const samePicture = copies.map(keeping);
    const dropped = new Set(samePicture.flatMap(({ keep, photos }) => photos.filter((id) => id !== keep)));
    // A video takes longer than a moment.
    const sameMoment = this.#moments(photos.filter(({ id, video }) => !dropped.has(id) && !video));
    const path = (id: number): string => this.#hands.photos().get(id)?.path ?? '';
    samePicture.sort((a, b) => (path(a.keep) < path(b.keep) ? -1 : 1));
    return { samePicture, sameMoment };
  }

  /**
   * Finds copies among some photos.
   *
   * @param ids Ids of photos. Those that are not in the library are left out.
   * @throws As {@link groups}.
   */
  async copies(ids: readonly number[], { signal }: Controls = {}): Promise<SamePictureGroup[]> {
    const all = this.#hands.photos();
    const photos = comparable([...new Set(ids)].flatMap((id) => all.get(id) ?? []));
    const copies = await this.#finder.find(photos, signal);
    throwIfAborted(signal);
    return copies.map(keeping);
  }

  #moments(photos: readonly PhotoRecord[]): SameMomentGroup[] {
    const timed = photos.filter(isTimed);
    const rows = new Map<number, Float32Array | undefined>();
    const row = (i: number): Float32Array | undefined => {
      const { id } = timed[i] as TimedPhoto;
      if (rows.has(id)) return rows.get(id);
      // Neighbours are compared one after the other, so few rows are needed at a time.
      if (rows.size > KEPT_ROWS) rows.clear();
      const found = this.#hands.row(id);
      rows.set(id, found);
      return found;
    };
    const cosine = (one: number, other: number): number => {
      const [a, b] = [row(one), row(other)];
      if (!a || !b) return Number.NaN;
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
      return sum;
    };
    const found = sameMoments(timed, likenessOf(timed, cosine), cosine);
    const groups = found.map(({ members }) =>
      members
        .map((i) => timed[i] as TimedPhoto)
        .sort((a, b) => a.taken - b.taken || (a.path < b.path ? -1 : 1)),
    );
    const newest = (group: readonly TimedPhoto[]): number => group.at(-1)?.taken ?? 0;
    return groups
      .sort((a, b) => newest(b) - newest(a))
      .map((group) => ({ photos: group.map(({ id }) => id) }));
  }
}

/** Embeddings kept at a time. */
const KEPT_ROWS = 4096;

/** @returns The photos that can be compared, by hash. */
const comparable = (photos: Iterable<PhotoRecord>): PhotoRecord[] =>
  [...photos]
    .filter(({ failure, hash }) => !failure && hash !== '')
    .sort((a, b) =>
      a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : a.path < b.path ? -1 : a.path > b.path ? 1 : a.id - b.id,
    );

function keeping({ photos: same, cropped }: Copies): SamePictureGroup {
  const photos = [...same].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.id - b.id));
  const { index, why } = choose(photos.map((photo) => ({ photo, isCropped: cropped.has(photo.hash) })));
  return { keep: (photos[index] as PhotoRecord).id, why, photos: photos.map(({ id }) => id) };
}
