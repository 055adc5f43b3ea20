import type { Photo } from '@web-clip/photos';
import type { Strings } from '../i18n/strings.ts';

/**
 * @returns When a photo was taken, as precisely as known, and the source of the date if it is not the file's
 *   metadata.
 */
export function photoDate(strings: Strings, { taken, takenFrom, takenPrecision, modified }: Photo): string {
  if (taken === undefined) return strings.dateOfFile(modified);
  const date = takenPrecision ? strings.partOfDate(taken, takenPrecision) : strings.date(taken);
  return takenFrom === 'name' ? strings.dateOfName(date) : date;
}
