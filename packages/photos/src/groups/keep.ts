import type { PhotoFormat } from '../photo.ts';
import { isCopyName } from './copy-names.ts';
import type { KeepCode, KeepReason, KeptPhoto } from './photo-groups.ts';

/** A photo among its copies. */
export interface KeepCandidate {
  photo: KeptPhoto;
  /** Whether it is a crop of another one. */
  isCropped: boolean;
}

/** How good a photo is by one criterion, and how to say so. */
interface Criterion {
  code: KeepCode;
  /** Larger is better. Undefined if unknown: then the criterion does not decide. */
  value: (candidate: KeepCandidate) => number | undefined;
  /** How much worse a value may be and still count as equal. */
  tolerance: (best: number) => number;
  /** See {@link KeepReason}. */
  shown: (candidate: KeepCandidate) => number | string | undefined;
}

/** How long after a photo was taken its file may have been written. Clocks may be in other time zones. */
const UNCHANGED_MILLISECONDS = 26 * 3_600_000;

/**
 * Formats by how much they hold and how near the camera they are. Cameras write no PNG or WebP, so beside a JPEG these
 * are conversions.
 */
const CAMERA_FORMATS: readonly (readonly PhotoFormat[])[] = [
  ['raw'],
  ['heic', 'jxl', 'avif'],
  ['tiff'],
  ['jpeg'],
];

/** Formats of pictures that no camera took: those that lose nothing first. */
const OTHER_FORMATS: readonly (readonly PhotoFormat[])[] = [
  ['tiff', 'bmp'],
  ['png'],
  ['jxl', 'heic', 'avif'],
  ['jpeg', 'webp'],
];

const rank = (formats: readonly (readonly PhotoFormat[])[], format: PhotoFormat): number => {
  const place = formats.findIndex((some) => some.includes(format));
  return place === -1 ? 0 : formats.length - place;
};

const none = (): number => 0;

const CRITERIA: readonly Criterion[] = [
  {
    code: 'original',
    value: ({ photo, isCropped }) =>
      (isUnchanged(photo) ? 1 : 0) - (isCropped ? 2 : 0) - (isCopyName(photo.path) ? 2 : 0),
    tolerance: none,
    shown: ({ photo, isCropped }) => {
      if (isCropped) return 'cropped';
      if (isCopyName(photo.path)) return 'named';
      return isUnchanged(photo) ? 'unchanged' : 'changed';
    },
  },
  {
    code: 'camera-data',
    value: ({ photo }) => cameraData(photo),
    tolerance: none,
    shown: ({ photo }) => photo.camera,
  },
  {
    code: 'pixels',
    value: ({ photo }) => photo.width * photo.height,
    tolerance: (best) => 0.02 * best,
    shown: ({ photo }) => photo.width * photo.height,
  },
  {
    code: 'format',
    value: ({ photo }) => {
      if (photo.raws?.length) return CAMERA_FORMATS.length;
      return photo.format && rank(cameraData(photo) > 0 ? CAMERA_FORMATS : OTHER_FORMATS, photo.format);
    },
    tolerance: none,
    shown: ({ photo }) => (photo.raws?.length ? 'raw' : photo.format),
  },
  {
    code: 'compression',
    value: ({ photo }) => photo.quantisation && -photo.quantisation,
    tolerance: (best) => 0.1 * -best,
    shown: ({ photo }) => photo.quantisation,
  },
  {
    code: 'sharpness',
    value: ({ photo }) => photo.quality?.sharpness,
    tolerance: (best) => 0.15 * best,
    shown: ({ photo }) => photo.quality?.sharpness,
  },
  {
    code: 'age',
    value: ({ photo }) => -photo.modified,
    tolerance: none,
    shown: ({ photo }) => photo.modified,
  },
];

/**
 * Chooses which of several copies to keep. The criteria are asked one after the other, and each one only about those that
 * the ones before found equal. The size of the file is not among them: a large file may be a wasteful copy.
 *
 * @param candidates At least one.
 * @returns Index of the one to keep, and why.
 */
export function choose(candidates: readonly KeepCandidate[]): { index: number; why: KeepReason } {
  let left = candidates.map((candidate, index) => ({ candidate, index }));
  let why: KeepReason | undefined;
  for (const { code, value, tolerance, shown } of CRITERIA) {
    const values = left.map(({ candidate }) => value(candidate));
    // What is not known of all cannot be compared.
    if (left.length === 1 || values.some((each) => each === undefined)) continue;
    const best = Math.max(...(values as number[]));
    const good = left.filter((_, i) => (values[i] as number) >= best - tolerance(best));
    const out = left.find((each) => !good.includes(each));
    const [first] = good;
    if (!out || !first) continue;
    why = reason(code, shown(first.candidate), shown(out.candidate));
    left = good;
  }
  if (left.length > 1 || !why) {
    const path = ({ candidate }: (typeof left)[number]): string => candidate.photo.path;
    left.sort((a, b) => path(a).length - path(b).length || (path(a) < path(b) ? -1 : 1));
    const [first, other] = left;
    why = reason('path', first && path(first), other && path(other));
  }
  return { index: left[0]?.index ?? 0, why };
}

const reason = (
  code: KeepCode,
  kept: number | string | undefined,
  other: number | string | undefined,
): KeepReason => ({ code, ...(kept !== undefined && { kept }), ...(other !== undefined && { other }) });

/** @returns How many of the things that a camera writes a photo has. */
function cameraData({ camera, lens, exposure, location, takenFrom }: KeptPhoto): number {
  return [camera, lens, exposure, location, takenFrom === 'exif' || undefined].filter(Boolean).length;
}

/** @returns Whether the file was last changed when the photo was taken, so nothing has changed it since. */
function isUnchanged({ taken, takenFrom, takenPrecision, modified }: KeptPhoto): boolean {
  if (taken === undefined || takenFrom !== 'exif' || takenPrecision) return false;
  return Math.abs(modified - taken) <= UNCHANGED_MILLISECONDS;
}
