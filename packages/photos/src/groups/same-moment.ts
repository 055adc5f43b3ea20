import type { PhotoRecord } from '../store/records.ts';
import { type Star, stars } from './stars.ts';

/** The longest time between a photo and the middle of its group, in milliseconds. */
const LONGEST = 2 * 60_000;

/** The time within which less likeness will do, because photos of a burst follow each other. */
const BURST = 10_000;

/** How many photos after one are compared with it at most: the clock of some cameras stands still. */
const FOLLOWING = 256;

/** Photos that a library's own likeness is measured with, in pairs. They make 100,000 pairs. */
const SAMPLE = 448;

/** Fewer pairs than this say nothing about a library. */
const FEWEST_PAIRS = 100;

/** Share of pairs of different days that may be as alike as two photos of one moment, within some minutes and seconds. */
const [CHANCE, BURST_CHANCE] = [1e-5, 1e-3];

/** Quantiles of the normal distribution that belong to these, for libraries with fewer pairs. */
const [DEVIATIONS, BURST_DEVIATIONS] = [4.26, 3.09];

/** The likeness of libraries that are too small to say. */
const USUAL = { moment: 0.9, burst: 0.8 };

const DAY = 86_400_000;

/** Least cosines of two photos of the same moment. */
export interface Likeness {
  /** Within two minutes. */
  moment: number;
  /** Within ten seconds. */
  burst: number;
}

/** What is known of the time of a photo that can belong to a moment. */
export type TimedPhoto = PhotoRecord & { taken: number };

/** @returns Whether the time of day is known, by the camera that took the photo. */
export const isTimed = (photo: PhotoRecord): photo is TimedPhoto =>
  photo.taken !== undefined && !photo.takenPrecision && !photo.failure;

/**
 * Measures how alike photos of different days are in a library, because that depends on the model and on what a person
 * takes photos of.
 *
 * @param photos Sorted by hash.
 * @param cosine Cosine of the embeddings of two of them, by index; NaN if there is none.
 */
export function likenessOf(
  photos: readonly TimedPhoto[],
  cosine: (one: number, other: number) => number,
): Likeness {
  const cosines: number[] = [];
  // Hashes are random, so the photos with the smallest ones are a random sample, which new photos hardly change.
  const sample = photos.slice(0, SAMPLE);
  for (const [one, { taken }] of sample.entries()) {
    for (let other = one + 1; other < sample.length; other++) {
      if (Math.abs(taken - (sample[other] as TimedPhoto).taken) < DAY) continue;
      const value = cosine(one, other);
      if (!Number.isNaN(value)) cosines.push(value);
    }
  }
  if (cosines.length < FEWEST_PAIRS) return USUAL;
  const sorted = Float64Array.from(cosines).sort();
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const deviation = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
  const quantile = (chance: number, deviations: number): number => {
    const rank = Math.floor(sorted.length * (1 - chance));
    const measured = rank < sorted.length - 1 ? (sorted[rank] as number) : 0;
    return Math.min(0.995, measured || mean + deviations * deviation);
  };
  return { moment: quantile(CHANCE, DEVIATIONS), burst: quantile(BURST_CHANCE, BURST_DEVIATIONS) };
}

/**
 * Groups photos of the same moment: taken by the same camera within two minutes of the middle of their group, and alike.
 *
 * @param photos In an order that does not depend on how they came.
 * @param cosine See {@link likenessOf}.
 * @returns The groups; members are indices.
 */
export function sameMoments(
  photos: readonly TimedPhoto[],
  likeness: Likeness,
  cosine: (one: number, other: number) => number,
): Star[] {
  const order = photos.map((_, i) => i);
  const camera = (i: number): string => photos[i]?.camera ?? '';
  const taken = (i: number): number => (photos[i] as TimedPhoto).taken;
  order.sort((a, b) =>
    camera(a) < camera(b) ? -1 : camera(a) > camera(b) ? 1 : taken(a) - taken(b) || a - b,
  );
  const links: [number, number][] = [];
  for (const [at, one] of order.entries()) {
    for (let next = at + 1; next < order.length && next <= at + FOLLOWING; next++) {
      const other = order[next] as number;
      const between = taken(other) - taken(one);
      if (camera(other) !== camera(one) || between > LONGEST) break;
      if (cosine(one, other) >= (between <= BURST ? likeness.burst : likeness.moment))
        links.push([one, other]);
    }
  }
  return stars(links);
}
