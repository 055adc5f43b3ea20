import type { FilteredPhoto } from './filter.ts';

/**
 * Sharpness below which a photo counts as blurred. Of 86 photos, all are below it once they are blurred by 2 of their
 * thumbnail's 320 pixels or more, one in ten by a single pixel, and none as it is. With a fifth of the frame sharp, one was.
 */
const BLURRED = 8;

/** Contrast below which a photo has too little in it to be sharp, such as one of mist or a clear sky. */
const LEAST_CONTRAST = 12;

/** Whether a photo is blurred. One that was not measured yet is not known to be. */
export const isBlurred = ({ quality, fingerprint }: FilteredPhoto): boolean =>
  quality !== undefined && quality.sharpness < BLURRED && contrastOf(fingerprint) >= LEAST_CONTRAST;

/** @returns The contrast that a fingerprint begins with; see `printFingerprint`. */
const contrastOf = (fingerprint = ''): number =>
  /^[A-Za-z0-9+/]{4}/.test(fingerprint) ? atob(fingerprint.slice(0, 4)).charCodeAt(0) / 2 : 0;
