import type { Photo } from '@web-clip/photos';
import type { Strings } from '../i18n/strings.ts';

/**
 * @returns When a photo was taken, as precisely as known, and the source of the date if it is not the file's
 *   metadata.
 */
export function photoDate(strings: Strings, photo: Photo): string {
  const { taken, takenFrom, modified } = photo;
  if (taken === undefined) return strings.dateOfFile(modified);
  const { when } = takenAt(strings, photo);
  return takenFrom === 'name' ? strings.dateOfName(when) : when;
}

/** @returns When a photo was taken, and where that is from. */
export function takenAt(
  strings: Strings,
  { taken, takenFrom, takenPrecision, modified }: Photo,
): { when: string; source: string } {
  const when = takenPrecision
    ? strings.partOfDate(taken ?? modified, takenPrecision)
    : strings.date(taken ?? modified);
  if (taken === undefined) return { when, source: strings.dateFromFile };
  if (takenFrom === 'name') return { when, source: strings.dateFromName };
  return { when, source: strings.dateFromMetadata((takenFrom ?? 'exif').toUpperCase()) };
}
