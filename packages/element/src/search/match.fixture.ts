import type { Match } from './match.ts';

/** @returns Photos for tests, with ids from `from` (inclusive) to `to` (exclusive), named by their ids. */
export function numbered(from: number, to: number): Match[] {
  return Array.from({ length: to - from }, (_, i) => {
    const id = from + i;
    return { photo: { id, folder: 1, path: `folder/${id}.jpg`, size: 1, modified: 0, width: 4, height: 3 } };
  });
}
