import type { Exposure } from '../photo.ts';
import { exifNumber, xmpNumber } from './exif-values.ts';
import type { ParsedBlocks } from './find-blocks.ts';

/** Tags of EXIF (Exif 3.0, 4.6.5, table 8). */
const EXPOSURE_TIME = 0x829a;
const F_NUMBER = 0x829d;
const SENSITIVITY = 0x8827;
const STANDARD_OUTPUT_SENSITIVITY = 0x8831;
const RECOMMENDED_EXPOSURE_INDEX = 0x8832;
const ISO_SPEED = 0x8833;
const SHUTTER_SPEED = 0x9201;
const APERTURE = 0x9202;
const FOCAL_LENGTH = 0x920a;
const FOCAL_LENGTH_35 = 0xa405;

/** The value of a sensitivity that does not fit its 16 bits. The other tags have it then. */
const TOO_SENSITIVE = 65_535;

/** What each value can be: above the first number, up to the second. Zero means that it is unknown. */
const RANGES = {
  /** A day. */
  seconds: [0, 86_400],
  aperture: [0, 128],
  iso: [0, 10_000_000],
  focalLength: [0, 20_000],
  focalLength35: [0, 20_000],
} as const satisfies Record<keyof Exposure, readonly [number, number]>;

/** @returns How the photo was exposed, or undefined if the file says nothing of it. Impossible values are left out. */
export function exposureOf(blocks: ParsedBlocks): Exposure | undefined {
  const [shutter, aperture] = [SHUTTER_SPEED, APERTURE].map((tag) => exifNumber(blocks, tag));
  const candidates: Record<keyof Exposure, (number | undefined)[]> = {
    // These two are also stored as powers of two (APEX).
    seconds: [
      exifNumber(blocks, EXPOSURE_TIME),
      xmpNumber(blocks, 'exif', 'ExposureTime'),
      shutter && 2 ** -shutter,
    ],
    aperture: [
      exifNumber(blocks, F_NUMBER),
      xmpNumber(blocks, 'exif', 'FNumber'),
      aperture && 2 ** (aperture / 2),
    ],
    iso: [
      ...[SENSITIVITY, ISO_SPEED, RECOMMENDED_EXPOSURE_INDEX, STANDARD_OUTPUT_SENSITIVITY]
        .map((tag) => exifNumber(blocks, tag))
        .filter((iso) => iso !== TOO_SENSITIVE),
      xmpNumber(blocks, 'exifEX', 'PhotographicSensitivity'),
      xmpNumber(blocks, 'exif', 'ISOSpeedRatings'),
    ],
    focalLength: [exifNumber(blocks, FOCAL_LENGTH), xmpNumber(blocks, 'exif', 'FocalLength')],
    focalLength35: [exifNumber(blocks, FOCAL_LENGTH_35), xmpNumber(blocks, 'exif', 'FocalLengthIn35mmFilm')],
  };
  const exposure: Exposure = {};
  for (const name of Object.keys(RANGES) as (keyof Exposure)[]) {
    const [above, most] = RANGES[name];
    const value = candidates[name].find((each = 0) => each > above && each <= most);
    if (value !== undefined) exposure[name] = rounded(value);
  }
  return Object.keys(exposure).length > 0 ? exposure : undefined;
}

/** Cameras are not more precise than this, and 1/3 should not take 17 digits. */
const rounded = (value: number): number => Number(value.toPrecision(6));
