import { type PhotoRecord, rowsOf } from './records.ts';

/** Photos by the ids of their rows, which are also those of their thumbnails. A photo’s own id is one of them. */
export interface RowOwners {
  /** @returns The photo that a row belongs to. */
  get(row: number): PhotoRecord | undefined;
}

/** The photos of a library by the ids of their rows. Only videos have more than one. */
export class PhotosByRow implements RowOwners {
  readonly #photos: ReadonlyMap<number, PhotoRecord>;
  /** Ids of videos, by those of their frames but the first. */
  readonly #videos = new Map<number, number>();

  /** @param photos By id. Changes are to be told. */
  constructor(photos: ReadonlyMap<number, PhotoRecord>) {
    this.#photos = photos;
    for (const photo of photos.values()) this.#add(photo);
  }

  get(row: number): PhotoRecord | undefined {
    return this.#photos.get(row) ?? this.#photos.get(this.#videos.get(row) ?? -1);
  }

  has(row: number): boolean {
    return this.#photos.has(row) || this.#videos.has(row);
  }

  /** Rows besides those that have a photo’s own id. */
  get further(): Iterable<number> {
    return this.#videos.keys();
  }

  /**
   * Follows a change of photos, before or after they change.
   *
   * @param photos New or changed photos.
   * @param gone Rows that are no more; see {@link goneRows}.
   */
  change(photos: readonly PhotoRecord[], gone: readonly number[]): void {
    for (const row of gone) this.#videos.delete(row);
    for (const photo of photos) this.#add(photo);
  }

  #add({ id, video }: PhotoRecord): void {
    for (const frame of video?.frames ?? []) if (frame.id !== id) this.#videos.set(frame.id, id);
  }
}

/**
 * @param photos All photos before the change, by id.
 * @param changed New or changed photos.
 * @param removed Ids of removed photos.
 * @returns Ids of the rows that no photo has any more.
 */
export function goneRows(
  photos: ReadonlyMap<number, PhotoRecord>,
  changed: readonly PhotoRecord[],
  removed: readonly number[],
): number[] {
  const rowsBefore = (id: number): readonly number[] => {
    const photo = photos.get(id);
    return photo ? rowsOf(photo) : [id];
  };
  const replaced = changed.flatMap((photo) => {
    if (!photos.get(photo.id)?.video) return [];
    const now = new Set(rowsOf(photo));
    return rowsBefore(photo.id).filter((row) => row !== photo.id && !now.has(row));
  });
  return [...removed.flatMap(rowsBefore), ...replaced];
}
