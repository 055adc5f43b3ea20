import type { DayRange } from './days.ts';
import type { FilteredPhoto } from './filter.ts';

/** Days are those of this device's time zone, as in {@link Photo.taken}. */
export function takenTest({ from, to }: DayRange): (photo: FilteredPhoto) => boolean {
  const start = from === undefined ? Number.NEGATIVE_INFINITY : startOf(from, 0);
  const end = to === undefined ? Number.POSITIVE_INFINITY : startOf(to, 1);
  return ({ taken, takenPrecision, modified }) => {
    const moment = taken ?? modified;
    if (!(moment >= start && moment < end)) return false;
    if (takenPrecision !== 'month' && takenPrecision !== 'year') return true;
    // The moment is only the beginning of a period.
    return lastNoonOf(moment, takenPrecision) < end;
  };
}

/** @returns Midnight at the beginning of a day, or of one so many days later. */
function startOf(day: string, later: number): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const midnight = new Date(0);
  midnight.setHours(0, 0, 0, 0);
  midnight.setFullYear(year, month - 1, date + later);
  midnight.setHours(0, 0, 0, 0);
  return midnight.getTime();
}

function lastNoonOf(moment: number, precision: 'month' | 'year'): number {
  const date = new Date(moment);
  const year = date.getFullYear();
  return new Date(year, precision === 'year' ? 12 : date.getMonth() + 1, 0, 12).getTime();
}
