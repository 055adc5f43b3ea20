import type { Photo } from '../photo.ts';
import type { CaptureDate } from './capture-date.ts';
import { dateInName } from './date-in-name.ts';

/** The date fields of a photo; empty if only its modification time is known. */
type PhotoDate = CaptureDate | Record<string, never>;

/**
 * Determines when a photo was taken, from its metadata or else from its name.
 *
 * @param captured The date in the metadata.
 * @param path With slashes.
 */
export function dateOfPhoto(captured: CaptureDate | undefined, path: string): PhotoDate {
  if (captured) return captured;
  const moment = dateInName(path.slice(path.lastIndexOf('/') + 1));
  if (!moment) return {};
  const { at: taken, precision } = moment;
  return { taken, takenFrom: 'name', ...(precision && { takenPrecision: precision }) };
}

/** @returns The date that every copy of a photo shares. A date from its name does not count. */
export function dateInContent(photo: Photo): CaptureDate | undefined {
  const { taken, takenFrom, takenPrecision } = withDateSource(photo);
  if (taken === undefined || takenFrom === undefined || takenFrom === 'name') return undefined;
  return { taken, takenFrom, ...(takenPrecision && { takenPrecision }) };
}

/** Adds the source to a date that an earlier version stored, which only read EXIF’s DateTimeOriginal. */
export const withDateSource = (photo: Photo): Photo =>
  photo.taken === undefined || photo.takenFrom ? photo : { ...photo, takenFrom: 'exif' };
