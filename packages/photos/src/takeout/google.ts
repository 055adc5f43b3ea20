import type { Location } from '../photo.ts';
import type { ExportedMarks } from './said-of-photo.ts';

/** What one JSON file of Google says: of a photo, or of its folder, which is an album then. */
export type GoogleSaid =
  | { kind: 'photo'; marks: Omit<ExportedMarks, 'albums'>; isTrashed: boolean }
  | { kind: 'album'; title: string }
  | { kind: 'other' };

/**
 * Reads a JSON file of Google Takeout. Nothing in it is trusted: what is not as expected is left out.
 *
 * @param text Its content.
 */
export function readGoogle(text: string): GoogleSaid {
  const said = parsed(text);
  const { title, albumData, description, favorited, archived, trashed, photoTakenTime } = said;
  if (photoTakenTime === undefined) {
    const name = title ?? object(albumData).title;
    return typeof name === 'string' && name.trim() !== ''
      ? { kind: 'album', title: name.trim() }
      : { kind: 'other' };
  }
  const seconds = Number.parseInt(String(object(photoTakenTime).timestamp), 10);
  const date = new Date(seconds * 1000).getTime();
  const location = locationIn(said.geoData) ?? locationIn(said.geoDataExif);
  return {
    kind: 'photo',
    isTrashed: trashed === true,
    marks: {
      favourite: favorited === true,
      hidden: archived === true,
      ...(typeof description === 'string' &&
        description.trim() !== '' && { description: description.trim() }),
      ...(!Number.isNaN(date) && { date }),
      ...(location && { location }),
    },
  };
}

/** Google writes 0, 0 for an unknown place. */
function locationIn(value: unknown): Location | undefined {
  const { latitude, longitude, altitude } = object(value);
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) || (latitude === 0 && longitude === 0))
    return undefined;
  return { latitude, longitude, ...(typeof altitude === 'number' && altitude !== 0 && { altitude }) };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return object(JSON.parse(text));
  } catch {
    return {};
  }
}

const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
