import { CandidateIndex } from './candidate-index.ts';
import { CROPS, cropResemblance, cropsOf } from './crops.ts';
import { embeddingCode } from './embedding-code.ts';
import { type Fingerprint, resemblance, TURNS, turnedFrequencies } from './fingerprint.ts';
import { codesOf } from './fingerprint-codes.ts';
import { GrowingArray } from './growing-array.ts';

/** Most bits in which the codes of candidates differ: those of fingerprints and of embeddings. */
const [MOST_BITS, MOST_EMBEDDING_BITS] = [20, 8];

/** Contrast below which images have too little in them to be compared: only equal files are the same then. */
const LEAST_CONTRAST = 6;

/**
 * Least resemblance of the fingerprints of candidates as they are. Of 86 photos and nine crops of 5 % of each, all had 0.83, and
 * of crops of 10 % nineteen in twenty had this.
 */
const LEAST_RESEMBLANCE = 0.7;

/**
 * Least resemblance of the fingerprints of the same picture once one of them is cropped as the other may be. Of crops of 5 to
 * 10 %, with some noise, all had 0.95.
 */
const LEAST_CROP_RESEMBLANCE = 0.9;

/**
 * Frequencies in each direction that are compared first, because these say most, and the resemblance that they need: of crops
 * of 5 to 10 %, all but one in a hundred had 0.85, and the others 0.8.
 */
const [FIRST_FREQUENCIES, FIRST_RESEMBLANCE] = [4, 0.8];

/** Most candidates of an image. Beyond these are screenshots and documents, which all look alike in small. */
const MOST_CANDIDATES = 48;

/** Crops of the image that is being compared, by few frequencies. Millions of them are made. */
const othersFirst = new Float32Array(CROPS * FIRST_FREQUENCIES ** 2);

/** Values of a fingerprint. */
const VALUES = 64;

/**
 * Finds which pictures may be copies of each other: their fingerprints or their embeddings have nearly the same code, and
 * their fingerprints resemble each other in one of eight orientations, cropped if need be. Pixels have the last word.
 */
export class CopyCandidates {
  readonly #byFingerprint = new CandidateIndex();
  readonly #byEmbedding = new CandidateIndex();
  /** The fingerprints, one after the other. */
  readonly #frequencies = new GrowingArray<Int8Array<ArrayBuffer>>(Int8Array);
  /** Where those of each item begin. */
  readonly #places = new Map<number, number>();

  /**
   * Adds an item.
   *
   * @param item It is new.
   * @param row Its embedding, if it has one.
   * @param nameOf Returns what tells items apart, whatever the order in which they came.
   * @returns Those before it that may be copies of it.
   */
  add(
    item: number,
    { contrast, frequencies }: Fingerprint,
    row: Float32Array | undefined,
    nameOf: (item: number) => string,
  ): number[] {
    if (contrast < LEAST_CONTRAST) return [];
    const found = this.#byFingerprint.add(item, codesOf(frequencies), MOST_BITS);
    if (row) {
      for (const other of this.#byEmbedding.add(item, [embeddingCode(row)], MOST_EMBEDDING_BITS))
        found.add(other);
    }
    this.#places.set(item, this.#frequencies.append(frequencies));
    if (found.size === 0) return [];
    const likeness = this.#likenessOf(frequencies);
    const likely = Array.from(found, (other) => ({ other, score: likeness(other) })).filter(
      ({ score }) => score >= LEAST_CROP_RESEMBLANCE,
    );
    if (likely.length > MOST_CANDIDATES)
      likely.sort((a, b) => b.score - a.score || (nameOf(a.other) < nameOf(b.other) ? -1 : 1));
    return likely.slice(0, MOST_CANDIDATES).map(({ other }) => other);
  }

  /** Removes an item. */
  delete(item: number): void {
    this.#byFingerprint.delete(item);
    this.#byEmbedding.delete(item);
    this.#places.delete(item);
  }

  /** @returns A function that says how much an item resembles these frequencies, at best. */
  #likenessOf(frequencies: Int8Array): (other: number) => number {
    const turns = TURNS.map((_, i) => turnedFrequencies(frequencies, i));
    const [firstCrops, turnedCrops]: [Float32Array[], Float32Array[]] = [[], []];
    return (other) => {
      const start = this.#places.get(other) as number;
      const others = this.#frequencies.values.subarray(start, start + VALUES);
      let best = 0;
      let hasFirst = false;
      let othersCrops: Float32Array | undefined;
      for (const [i, turned] of turns.entries()) {
        const whole = resemblance(turned, others);
        if (whole < LEAST_RESEMBLANCE) continue;
        best = Math.max(best, whole);
        if (whole >= LEAST_CROP_RESEMBLANCE) continue;
        firstCrops[i] ??= cropsOf(turned, FIRST_FREQUENCIES);
        if (!hasFirst) cropsOf(others, FIRST_FREQUENCIES, othersFirst);
        hasFirst = true;
        const first = Math.max(
          cropResemblance(firstCrops[i] as Float32Array, others, FIRST_FREQUENCIES),
          cropResemblance(othersFirst, turned, FIRST_FREQUENCIES),
        );
        if (first < FIRST_RESEMBLANCE) continue;
        turnedCrops[i] ??= cropsOf(turned);
        othersCrops ??= cropsOf(others);
        best = Math.max(
          best,
          cropResemblance(turnedCrops[i] as Float32Array, others),
          cropResemblance(othersCrops, turned),
        );
      }
      return best;
    };
  }
}
