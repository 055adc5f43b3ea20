import type { Location, Photo } from '../photo.ts';
import type { Place } from '../places/place.ts';
import type { SidecarMarks } from './sidecar.ts';

/** What a person says about a photo, as far as a list or a sidecar shows it. */
export interface ListedMarks extends SidecarMarks {
  /** Whether it is a favourite. */
  favourite?: boolean;
  /** Names of the albums that it is in. */
  albums?: readonly string[];
}

/** A photo to list, with what a person says about it. */
export interface ListedMarksOf {
  /** Its id in the library. */
  photo: number;
  /** What the list shows besides what the library knows. */
  marks?: ListedMarks;
}

/** `csv`: a table for spreadsheets. `json`: an array of objects. */
export type ListFormat = 'csv' | 'json';

/** A photo as a list shows it. */
export interface ListedPhoto {
  photo: Photo;
  /** Name of its folder; empty for single files. */
  folder: string;
  /** SHA-256 of the file in hexadecimal; empty if it could not be read. */
  hash: string;
  place?: Place | undefined;
  marks?: ListedMarks | undefined;
}

/** One line of the list. Names and units are part of the format: do not change them. */
interface Line {
  folder: string;
  path: string;
  /** ISO 8601 in UTC; only the year, month or day if no more is known. */
  taken?: string | undefined;
  takenFrom?: string | undefined;
  modified: string;
  bytes: number;
  width?: number | undefined;
  height?: number | undefined;
  format?: string | undefined;
  kind?: string | undefined;
  camera?: string | undefined;
  lens?: string | undefined;
  iso?: number | undefined;
  aperture?: number | undefined;
  seconds?: number | undefined;
  focalLength?: number | undefined;
  latitude?: number | undefined;
  longitude?: number | undefined;
  altitude?: number | undefined;
  city?: string | undefined;
  region?: string | undefined;
  country?: string | undefined;
  favourite?: boolean | undefined;
  rating?: number | undefined;
  label?: string | undefined;
  keywords?: readonly string[] | undefined;
  albums?: readonly string[] | undefined;
  sha256?: string | undefined;
}

const COLUMNS = [
  ...['folder', 'path', 'taken', 'takenFrom', 'modified', 'bytes', 'width', 'height', 'format', 'kind'],
  ...['camera', 'lens', 'iso', 'aperture', 'seconds', 'focalLength', 'latitude', 'longitude', 'altitude'],
  ...['city', 'region', 'country', 'favourite', 'rating', 'label', 'keywords', 'albums', 'sha256'],
] as (keyof Line)[];

/**
 * Writes photos as a table (RFC 4180, UTF-8 with a byte order mark, which spreadsheets need). Several values of a field
 * are separated by `; `. A text that a spreadsheet would run as a formula gets an apostrophe before it
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvOf(photos: readonly ListedPhoto[]): Blob {
  const rows = photos.map(lineOf).map((line) => COLUMNS.map((column) => cell(line[column])).join(','));
  return new Blob(['\uFEFF', [COLUMNS.join(','), ...rows, ''].join('\r\n')], {
    type: 'text/csv;charset=utf-8',
  });
}

/** Writes photos as a JSON array of objects with the fields of {@link csvOf}. Absent fields are unknown. */
export function jsonOf(photos: readonly ListedPhoto[]): Blob {
  return new Blob([`${JSON.stringify(photos.map(lineOf), null, 1)}\n`], { type: 'application/json' });
}

function lineOf({ photo, folder, hash, place, marks = {} }: ListedPhoto): Line {
  const { path, size, width, height, takenFrom, format, kind, camera, lens, exposure = {} } = photo;
  const { latitude, longitude, altitude }: Partial<Location> = photo.location ?? {};
  const { iso, aperture, seconds, focalLength } = exposure;
  const { favourite, rating, label, keywords, albums } = marks;
  return {
    folder,
    path,
    taken: takenOf(photo),
    takenFrom,
    modified: new Date(photo.modified).toISOString(),
    bytes: size,
    width: width || undefined,
    height: height || undefined,
    ...{ format, kind, camera, lens, iso, aperture, seconds, focalLength, latitude, longitude, altitude },
    city: place?.city,
    region: place?.region,
    country: place?.country,
    ...{ favourite, rating, label, keywords, albums },
    sha256: hash || undefined,
  };
}

/** Characters of an ISO date that are known. */
const KNOWN = { year: 4, month: 7, day: 10 } as const;

function takenOf({ taken, takenPrecision }: Photo): string | undefined {
  if (taken === undefined) return undefined;
  if (!takenPrecision) return new Date(taken).toISOString();
  // Noon of the first day by the clock of this device.
  const noon = new Date(taken);
  const local = Date.UTC(noon.getFullYear(), noon.getMonth(), noon.getDate());
  return new Date(local).toISOString().slice(0, KNOWN[takenPrecision]);
}

function cell(value: Line[keyof Line]): string {
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : value.join('; ');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
