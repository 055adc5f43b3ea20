import type { Match } from './match.ts';
import { dateOf } from './photo-order.ts';

/** The year before which there are no photos. */
const FIRST_YEAR = 1826;

/**
 * @param matches Newest first.
 * @param now Today.
 * @returns The photos that were taken on this day of earlier years, in the time zone of the device. A date that is only
 *   that of the file, or has no day, does not count.
 */
export function onThisDay(matches: readonly Match[], now: Date): Match[] {
  const found: Match[] = [];
  let year = now.getFullYear();
  let start = Number.POSITIVE_INFINITY;
  let end = Number.POSITIVE_INFINITY;
  for (const match of matches) {
    const { photo } = match;
    const date = dateOf(photo);
    // Comparing numbers is much faster than making a Date of each.
    while (date < start && year > FIRST_YEAR) {
      year--;
      start = new Date(year, now.getMonth(), now.getDate()).getTime();
      end = new Date(year, now.getMonth(), now.getDate() + 1).getTime();
      // In most years there is no 29 February.
      if (new Date(start).getDate() !== now.getDate()) end = start;
    }
    const isDay = photo.takenPrecision === undefined || photo.takenPrecision === 'day';
    if (photo.taken !== undefined && isDay && date >= start && date < end) found.push(match);
  }
  return found;
}
