import type { Photo } from '../photo.ts';
import type { CaptureDate } from './capture-date.ts';
import { dateInName } from './date-in-name.ts';

/** What a photo says of its date; nothing where only its file’s time is known. */
type PhotoDate = CaptureDate | Record<string, never>;

/**
 * When a photo was taken: by what its file says, or else by its name.
 *
 * @param captured What the file says.
 * @param path With slashes.
 */
export function dateOfPhoto(captured: CaptureDate | undefined, path: string): PhotoDate {
  if (captured) return captured;
  const moment = dateInName(path.slice(path.lastIndexOf('/') + 1));
  if (!moment) return {};
  const { at: taken, precision } = moment;
  return { taken, takenFrom: 'name', ...(precision && { takenPrecision: precision }) };
}

/** @returns The date of a photo that every copy of it shares: that of its name is its own. */
export function dateInContent(photo: Photo): CaptureDate | undefined {
  const { taken, takenFrom, takenPrecision } = withDateSource(photo);
  if (taken === undefined || takenFrom === undefined || takenFrom === 'name') return undefined;
  return { taken, takenFrom, ...(takenPrecision && { takenPrecision }) };
}

/** Says where a date is from that an earlier version has stored: it read EXIF’s DateTimeOriginal and nothing else. */
export const withDateSource = (photo: Photo): Photo =>
  photo.taken === undefined || photo.takenFrom ? photo : { ...photo, takenFrom: 'exif' };
