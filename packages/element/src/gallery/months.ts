import type { Match } from '../search/match.ts';
import { dateOf } from '../search/photo-order.ts';

/** The photos of one month, among photos that are sorted by date. */
export interface Month {
  /** Index of its first photo. */
  readonly from: number;
  /** Start of the month, in milliseconds since the epoch. */
  readonly start: number;
}

/**
 * Finds the months of photos, in the time zone of the device.
 *
 * @param matches Sorted by date, newest first.
 * @returns One entry for each month that has photos, newest first. Photos without a valid date belong to the month
 *   before them.
 */
export function monthsOf(matches: readonly Match[]): Month[] {
  const months: Month[] = [];
  let start = Number.POSITIVE_INFINITY;
  let end = Number.POSITIVE_INFINITY;
  for (const [from, { photo }] of matches.entries()) {
    const date = dateOf(photo);
    // Comparing numbers is much faster than making a Date of each.
    if (date >= start && date < end) continue;
    const day = new Date(date);
    if (Number.isNaN(day.getTime())) continue;
    start = new Date(day.getFullYear(), day.getMonth()).getTime();
    end = new Date(day.getFullYear(), day.getMonth() + 1).getTime();
    months.push({ from, start });
  }
  return months;
}

/** @returns Index of the month that a photo is in, by the photo's index; 0 if there are none. */
export function monthAt(months: readonly Month[], index: number): number {
  let low = 0;
  let high = months.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((months[middle]?.from ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
