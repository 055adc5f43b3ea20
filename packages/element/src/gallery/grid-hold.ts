import type { Match } from '../search/match.ts';
import { cornerOf, type GridGeometry, visibleSpan } from './grid-geometry.ts';

/** The photos of a grid, and where they are. */
export interface LaidOut {
  readonly grid: GridGeometry;
  readonly items: readonly Match[];
}

/**
 * Keeps the first visible photo in place when photos are inserted above it or rows get longer.
 *
 * @param top How far the grid was scrolled.
 * @returns How far to scroll it now; undefined if nothing is to be done.
 */
export function heldTop(before: LaidOut, now: LaidOut, top: number): number | undefined {
  if (top <= 0 || before.grid.cell === 0) return undefined;
  const first = visibleSpan(before.grid, top, 1, 0).from;
  const index = indexOf(now.items, before.items[first]?.photo.id);
  if (index < 0) return undefined;
  const held = top + cornerOf(now.grid, index).y - cornerOf(before.grid, first).y;
  return Math.abs(held - top) < 1 ? undefined : held;
}

/** @returns Index of a photo among others; -1 if it is not there. */
export const indexOf = (matches: readonly Match[], id: number | undefined): number =>
  id === undefined ? -1 : matches.findIndex(({ photo }) => photo.id === id);
