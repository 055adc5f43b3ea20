import { type Alignment, align, FRAME_TOLERANCE } from './alignment.ts';
import type { ComparedImage } from './compared-image.ts';
import { largestDifference } from './difference.ts';
import { resemblance, turnedFrequencies } from './fingerprint.ts';
import { ORIENTATIONS } from './orientations.ts';

/** The smallest part of a side that a crop leaves. */
const CROPPED = 0.86;

/** How much the shape of a crop's pixels may differ from a square, as a logarithm. */
const DISTORTION = 0.02;

/** Least resemblance of the fingerprints of the same picture. */
const LEAST_RESEMBLANCE = 0.6;

/**
 * Largest local difference of the same picture. In a pack of `npm run copies` with 96 pictures, that of copies reached 0.85,
 * and that of bursts began at 2.
 */
const LARGEST_DIFFERENCE = 1;

/** Incremented whenever images compare by other rules, so that stored comparisons are made again. */
export const COMPARISON_VERSION = 1;

/** Two images that are the same picture. */
export interface SamePicture {
  /** Which of them is a crop of the other, if one is. */
  cropped?: 'first' | 'second';
}

/** How two images compare in one orientation. */
interface Comparison {
  /** Where the frame of the second image lies in the first. */
  alignment: Alignment;
  /** See {@link largestDifference}. */
  difference: number;
}

/**
 * Whether two images are the same picture: whether, in one of eight orientations, one of them is the other or a crop of a
 * few per cent of it, and nothing in it differs but brightness, contrast and what compression damages. Pictures of the
 * same moment are not the same: something has moved, or the camera has, and then neither frame lies inside the other.
 */
export function samePicture(one: ComparedImage, other: ComparedImage): SamePicture | undefined {
  for (const { alignment, difference } of comparisons(one, other)) {
    if (difference > LARGEST_DIFFERENCE) continue;
    const { width, height } = alignment;
    if (Math.min(width, height) < 1 - 2 * FRAME_TOLERANCE) return { cropped: 'second' };
    return Math.max(width, height) > 1 + 2 * FRAME_TOLERANCE ? { cropped: 'first' } : {};
  }
  return undefined;
}

/** Compares two images in the two most likely orientations, if their frames fit. */
function* comparisons(one: ComparedImage, other: ComparedImage): Generator<Comparison> {
  const likely = ORIENTATIONS.map((orientation, i) => ({
    orientation,
    score: resemblance(one.frequencies, turnedFrequencies(other.frequencies, i)),
  }))
    .filter(({ score }) => score >= LEAST_RESEMBLANCE)
    .sort((a, b) => b.score - a.score)
    .slice(0, 2);
  for (const { orientation } of likely) {
    const turned = other.turned(orientation);
    const alignment = align(one, turned);
    if (!alignment || !fits(alignment, one, turned)) continue;
    const difference = largestDifference(one.detail, turned.detail, alignment, LARGEST_DIFFERENCE);
    yield { alignment, difference };
  }
}

/** @returns Whether one image is no small part of the other, and the pixels of both have the same shape. */
function fits({ width, height }: Alignment, one: ComparedImage, other: ComparedImage): boolean {
  const isLarge = Math.min(width, height) >= CROPPED && Math.max(width, height) <= 1 / CROPPED;
  const shape = (width * one.width) / (height * one.height) / (other.width / other.height);
  // Sides are whole numbers.
  const rounding = 1 / Math.min(one.width, one.height, other.width, other.height);
  return isLarge && Math.abs(Math.log(shape)) <= DISTORTION + rounding;
}
