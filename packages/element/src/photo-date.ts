import type { Photo } from '@web-clip/photos';
import { formatDate, formatPartOfDate } from './format.ts';

/** @returns When a photo was taken, as far as it is known, and how if it is not by what the file itself says. */
export function photoDate({ taken, takenFrom, takenPrecision, modified }: Photo): string {
  if (taken === undefined) return `File dated ${formatDate(modified)}`;
  const date = takenPrecision ? formatPartOfDate(taken, takenPrecision) : formatDate(taken);
  return takenFrom === 'name' ? `${date} (from the file name)` : date;
}
