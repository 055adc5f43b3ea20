import type { CaptionedPhoto } from './captions.ts';
import { wordsOf } from './queries.ts';

/** A query of two words, of which the second must not be shown. */
export interface WithoutQuery {
  wanted: string;
  unwanted: string;
  /** Indices of the photos that are right. */
  right: readonly number[];
}

/** A query of a photo and a word that it does not show. */
export interface PhotoQuery {
  /** Index of the photo. */
  photo: number;
  word: string;
  /** Indices of the photos that are right: they show the word, and another one that the photo shows too. */
  right: readonly number[];
}

/** Things that people search for. Other words of captions, such as “little” or “into”, would say nothing. */
const THINGS = new Set(
  `dog dogs puppy cat horse bird cow sheep elephant bear giraffe zebra man men woman women boy boys girl girls child children
  baby people player players crowd snow grass water beach sand sea ocean lake river pool mountain hill rock rocks field park
  woods forest street road city building house room kitchen bathroom table chair bed bench couch tree trees flower flowers
  leaves ball frisbee bike bicycle motorcycle car bus train truck boat plane airplane skateboard surfboard skis snowboard kite
  umbrella hat helmet shirt dress jacket food pizza cake sandwich fruit banana apple phone computer laptop television book
  clock sign fire night rain playground swing slide stairs trampoline fountain baseball soccer tennis football wetsuit`.split(
    /\s+/,
  ),
);

/** Fewest right photos of a query. */
const FEWEST_WITHOUT = 4;
const FEWEST_ALIKE = 3;

/** How many queries of each kind. */
const WITHOUT = 100;
const PHOTOS = 50;

/**
 * Makes queries of two terms from the words of captions.
 *
 * @param photos The photos.
 */
export function termQueries(photos: readonly CaptionedPhoto[]): {
  without: WithoutQuery[];
  photos: PhotoQuery[];
} {
  const words = [...wordsOf(photos)]
    .filter(([word]) => THINGS.has(word))
    .map(([text, fits]) => ({ text, fits }));
  const all = [...photos.keys()];
  const pairs = words.flatMap((one) =>
    words.filter((other) => other !== one).map((other) => ({ one, other })),
  );
  const without = pairs.flatMap(({ one, other }) => {
    const right = all.filter((i) => one.fits[i] === 1 && other.fits[i] === 0);
    const both = all.some((i) => one.fits[i] === 1 && other.fits[i] === 1);
    return right.length >= FEWEST_WITHOUT && both ? [{ wanted: one.text, unwanted: other.text, right }] : [];
  });
  const alike = pairs.flatMap(({ one, other }) => {
    const right = all.filter((i) => one.fits[i] === 1 && other.fits[i] === 1);
    const asked = all.filter((i) => one.fits[i] === 1 && other.fits[i] === 0);
    return right.length >= FEWEST_ALIKE ? asked.map((photo) => ({ photo, word: other.text, right })) : [];
  });
  return { without: spread(without, WITHOUT), photos: spread(alike, PHOTOS) };
}

/** Takes some, evenly spread. */
function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)] as T);
}

/** @returns The mean share of right photos among the first ten, where ten is the most that can be. */
export function precision(
  queries: readonly { right: readonly number[] }[],
  rankings: readonly (readonly number[])[],
): number {
  const shares = queries.map(({ right }, i) => {
    const first = (rankings[i] ?? []).slice(0, 10);
    return first.filter((photo) => right.includes(photo)).length / Math.min(10, right.length);
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
