import type { Location } from '../photo.ts';
import { xmpNumber, xmpText } from './exif-values.ts';
import type { ParsedBlocks } from './find-blocks.ts';
import { numbersOf, type TiffFields, textOf } from './tiff-fields.ts';

/** Tags of the GPS directory (Exif 3.0, 4.6.6, table 15). */
const LATITUDE_REF = 1;
const LATITUDE = 2;
const LONGITUDE_REF = 3;
const LONGITUDE = 4;
const ALTITUDE_REF = 5;
const ALTITUDE = 6;

/** Metres below and above which no camera works: the Dead Sea’s deepest point, and balloons. */
const ALTITUDES = [-800, 50_000] as const;

/**
 * @returns Where the photo was taken, or undefined if the file does not say. A coordinate without its hemisphere, one
 *   that is out of range, and the point at 0° 0° are not places: devices write them when they do not know.
 */
export function locationOf(blocks: ParsedBlocks): Location | undefined {
  for (const fields of blocks.gps) {
    const location = located(
      exifDegrees(fields, LATITUDE, LATITUDE_REF),
      exifDegrees(fields, LONGITUDE, LONGITUDE_REF),
      exifAltitude(fields),
    );
    if (location) return location;
  }
  const [altitude, side] = [
    xmpNumber(blocks, 'exif', 'GPSAltitude'),
    xmpText(blocks, 'exif', 'GPSAltitudeRef'),
  ];
  return located(
    xmpDegrees(xmpText(blocks, 'exif', 'GPSLatitude')),
    xmpDegrees(xmpText(blocks, 'exif', 'GPSLongitude')),
    altitude && side === '1' ? -altitude : altitude,
  );
}

/** @returns A place, unless the values are none; see {@link locationOf}. */
export function located(
  latitude = Number.NaN,
  longitude = Number.NaN,
  altitude?: number,
): Location | undefined {
  // Also false for NaN.
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!isOnEarth || (latitude === 0 && longitude === 0)) return undefined;
  const isPossible = altitude !== undefined && altitude > ALTITUDES[0] && altitude < ALTITUDES[1];
  return {
    latitude: rounded(latitude, 6),
    longitude: rounded(longitude, 6),
    ...(isPossible && { altitude: rounded(altitude, 1) }),
  };
}

/** Six decimals of a degree are 11 centimetres. */
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** Degrees, minutes and seconds, of which the last ones may be missing. */
function exifDegrees(fields: TiffFields, tag: number, hemisphereTag: number): number | undefined {
  const [value, ref] = [fields.get(tag), fields.get(hemisphereTag)];
  return value && ref ? signed(numbersOf(value), textOf(ref)) : undefined;
}

/** @returns Undefined if a part is not a number, out of range, or the hemisphere is none. */
function signed(parts: readonly number[], hemisphere: string): number | undefined {
  const [degrees = Number.NaN, minutes = 0, seconds = 0] = parts;
  const sign = { N: 1, E: 1, S: -1, W: -1 }[hemisphere.toUpperCase()];
  const isSound = degrees >= 0 && minutes >= 0 && minutes <= 60 && seconds >= 0 && seconds <= 60;
  if (!sign || !isSound) return undefined;
  return sign * (degrees + minutes / 60 + seconds / 3600);
}

function exifAltitude(fields: TiffFields): number | undefined {
  const value = fields.get(ALTITUDE);
  const [altitude] = value ? numbersOf(value) : [];
  if (altitude === undefined) return undefined;
  const isBelow = ((fields.get(ALTITUDE_REF)?.bytes[0] ?? 0) & 1) === 1;
  return isBelow ? -altitude : altitude;
}

/** `DDD,MM,SSk` or `DDD,MM.mmk` (XMP specification, part 2, 1.2.7.4). */
function xmpDegrees(text = ''): number | undefined {
  const [, parts, hemisphere = ''] = /^([\d.,]{1,40})([NESW])$/i.exec(text) ?? [];
  return parts === undefined ? undefined : signed(parts.split(',').map(Number), hemisphere);
}
