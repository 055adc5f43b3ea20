import type { Photo } from '@web-clip/photos';
import { formatDate, formatPartOfDate } from '../ui/format.ts';

/**
 * @returns When a photo was taken, as precisely as known, and the source of the date if it is not the file's
 *   metadata.
 */
export function photoDate({ taken, takenFrom, takenPrecision, modified }: Photo): string {
  if (taken === undefined) return `File dated ${formatDate(modified)}`;
  const date = takenPrecision ? formatPartOfDate(taken, takenPrecision) : formatDate(taken);
  return takenFrom === 'name' ? `${date} (from the file name)` : date;
}
