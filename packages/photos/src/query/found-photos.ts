import type { Hit } from '@web-clip/vectors';
import type { Frame } from '../photo.ts';
import type { RowOwners } from '../store/photos-by-row.ts';
import type { PhotoRecord } from '../store/records.ts';

/**
 * Searches until there are enough photos. A video is found once, by its best frame.
 *
 * @param limit Number of photos wanted.
 * @param find Returns the best rows, best first, all of them if there are fewer than wanted.
 * @param owners Photos by row.
 * @returns The best row of each photo, best first.
 */
export async function foundPhotos(
  limit: number,
  find: (limit: number) => readonly Hit[] | Promise<readonly Hit[]>,
  owners: RowOwners,
): Promise<Hit[]> {
  for (let wanted = limit; ; wanted *= 2) {
    const rows = await find(wanted);
    const best = new Map<PhotoRecord, Hit>();
    for (const hit of rows) {
      const photo = owners.get(hit.id);
      if (photo && !best.has(photo)) best.set(photo, hit);
    }
    if (best.size >= limit || rows.length < wanted) return [...best.values()].slice(0, limit);
  }
}

/** @returns The frame of a video that a row belongs to. */
export const frameOf = ({ video }: PhotoRecord, row: number): Frame | undefined =>
  video?.frames.find(({ id }) => id === row);
