import { type GreyImage, resampled } from './grey-image.ts';
import { ORIENTATIONS } from './orientations.ts';

/** Frequencies in each direction. */
export const FREQUENCIES = 8;

/** Side of the square that an image is reduced to. */
const SIDE = 32;

/** Number of values of {@link Fingerprint.frequencies}. */
const VALUES = FREQUENCIES * FREQUENCIES;

/** The coarse structure of an image, which recompression, scaling and small crops hardly change. */
export interface Fingerprint {
  /** Standard deviation of the brightness, 0..128. */
  contrast: number;
  /**
   * The lowest 8 x 8 frequencies (DCT-II) of the image as a square, by vertical and then horizontal frequency, so
   * scaled that the largest is 127. The first one, the mean, is 0.
   */
  frequencies: Int8Array;
}

/** Cosines of the DCT, for each frequency and pixel. */
const COSINES = Float32Array.from({ length: FREQUENCIES * SIDE }, (_, i) =>
  Math.cos((Math.PI * Math.floor(i / SIDE) * ((i % SIDE) + 0.5)) / SIDE),
);

/** @returns The fingerprint of an image. */
export function fingerprintOf(image: GreyImage): Fingerprint {
  const { data } = resampled(image, SIDE, SIDE);
  const across = new Float32Array(SIDE * FREQUENCIES);
  for (let y = 0; y < SIDE; y++) {
    for (let u = 0; u < FREQUENCIES; u++) {
      let sum = 0;
      for (let x = 0; x < SIDE; x++)
        sum += (data[y * SIDE + x] as number) * (COSINES[u * SIDE + x] as number);
      across[y * FREQUENCIES + u] = sum;
    }
  }
  const values = new Float32Array(VALUES);
  for (let v = 0; v < FREQUENCIES; v++) {
    for (let u = 0; u < FREQUENCIES; u++) {
      let sum = 0;
      for (let y = 0; y < SIDE; y++)
        sum += (across[y * FREQUENCIES + u] as number) * (COSINES[v * SIDE + y] as number);
      // The DCT is orthogonal by this factor, which makes the length of the values a brightness.
      const scale = ((u === 0 ? 1 : Math.SQRT2) * (v === 0 ? 1 : Math.SQRT2)) / (SIDE * SIDE);
      values[v * FREQUENCIES + u] = sum * scale;
    }
  }
  values[0] = 0;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  return {
    contrast: deviation(data),
    frequencies: Int8Array.from(values, (value) => Math.round((127 * value) / largest)),
  };
}

function deviation(data: Float32Array): number {
  let [sum, squares] = [0, 0];
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / data.length;
  return Math.sqrt(Math.max(0, squares / data.length - mean * mean));
}

/** @returns A fingerprint as text, which records and copies of libraries can hold. */
export function printFingerprint({ contrast, frequencies }: Fingerprint): string {
  const bytes = [Math.min(255, Math.round(2 * contrast)), ...new Uint8Array(frequencies.buffer).subarray(1)];
  return btoa(String.fromCharCode(...bytes));
}

/** @returns The fingerprint that {@link printFingerprint} wrote, or undefined for any other text. */
export function readFingerprint(text: string): Fingerprint | undefined {
  if (!/^[A-Za-z0-9+/]{86}==$/.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const contrast = (bytes[0] as number) / 2;
  bytes[0] = 0;
  return { contrast, frequencies: new Int8Array(bytes.buffer) };
}

/**
 * The fingerprint of an image in another orientation is that of the image with values exchanged and negated: for each
 * of {@link ORIENTATIONS}, where each value comes from, and its sign.
 */
export const TURNS = ORIENTATIONS.map(({ transposed, mirrored, upsideDown }) => {
  const from = new Uint8Array(VALUES);
  const signs = new Int8Array(VALUES);
  for (let v = 0; v < FREQUENCIES; v++) {
    for (let u = 0; u < FREQUENCIES; u++) {
      from[v * FREQUENCIES + u] = transposed ? u * FREQUENCIES + v : v * FREQUENCIES + u;
      const odd = (mirrored && u % 2 === 1) !== (upsideDown && v % 2 === 1);
      signs[v * FREQUENCIES + u] = odd ? -1 : 1;
    }
  }
  return { from, signs };
});

/** @returns The frequencies of the image in one of {@link ORIENTATIONS}. */
export function turnedFrequencies(frequencies: Int8Array, orientation: number): Int8Array {
  const { from, signs } = TURNS[orientation] as (typeof TURNS)[number];
  const turned = new Int8Array(VALUES);
  for (let i = 0; i < VALUES; i++)
    turned[i] = (frequencies[from[i] as number] as number) * (signs[i] as number);
  return turned;
}

/** @returns Cosine of two images' frequencies, -1..1. */
export function resemblance(one: Int8Array, other: Int8Array): number {
  let [product, first, second] = [0, 0, 0];
  for (let i = 1; i < VALUES; i++) {
    const [a, b] = [one[i] as number, other[i] as number];
    product += a * b;
    first += a * a;
    second += b * b;
  }
  return first && second ? product / Math.sqrt(first * second) : 0;
}
