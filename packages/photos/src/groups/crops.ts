import { FREQUENCIES } from './fingerprint.ts';

/** Points in which the integrals of {@link cropMatrix} are summed. */
const POINTS = 32;

/** Sides of the crops, as parts of the whole. What lies between is near enough to one of them. */
const SIZES = [0.95, 0.9] as const;

/** Where a crop begins, as parts of what is cut off. */
const OFFSETS = [0, 0.5, 1] as const;

/** A crop of one side: how the frequencies of the crop follow from those of the whole. */
type CropMatrix = Float32Array;

const wave = (frequency: number, at: number): number =>
  (frequency === 0 ? 1 : Math.SQRT2) * Math.cos(Math.PI * frequency * at);

function cropMatrix(left: number, width: number): CropMatrix {
  const matrix = new Float32Array(FREQUENCIES * FREQUENCIES);
  for (let to = 0; to < FREQUENCIES; to++) {
    for (let from = 0; from < FREQUENCIES; from++) {
      let sum = 0;
      for (let i = 0; i < POINTS; i++) {
        const at = (i + 0.5) / POINTS;
        sum += wave(from, left + width * at) * wave(to, at);
      }
      matrix[to * FREQUENCIES + from] = sum / POINTS;
    }
  }
  return matrix;
}

const MATRICES = SIZES.map((size) => OFFSETS.map((offset) => cropMatrix(offset * (1 - size), size)));

/** Number of crops that {@link cropsOf} makes. */
export const CROPS = SIZES.length * OFFSETS.length ** 2;

const VALUES = FREQUENCIES * FREQUENCIES;

const across = new Float32Array(VALUES);

/**
 * @param frequencies Those of an image; see `Fingerprint.frequencies`.
 * @param size How many of the lowest frequencies in each direction are wanted. Fewer take less time.
 * @param crops Where to put the result. By default a new array.
 * @returns About those of crops of the image, one after the other.
 */
export function cropsOf(
  frequencies: Int8Array,
  size = FREQUENCIES,
  crops = new Float32Array(CROPS * size * size),
): Float32Array {
  let at = 0;
  for (const matrices of MATRICES) {
    for (const columns of matrices) {
      for (let v = 0; v < size; v++) {
        const row = v * FREQUENCIES;
        for (let u = 0; u < size; u++) {
          let sum = 0;
          for (let k = 0; k < size; k++)
            sum += (frequencies[row + k] as number) * (columns[u * FREQUENCIES + k] as number);
          across[row + u] = sum;
        }
      }
      for (const rows of matrices) {
        for (let v = 0; v < size; v++) {
          for (let u = 0; u < size; u++) {
            let sum = 0;
            for (let k = 0; k < size; k++)
              sum += (rows[v * FREQUENCIES + k] as number) * (across[k * FREQUENCIES + u] as number);
            crops[at++] = sum;
          }
        }
      }
    }
  }
  return crops;
}

/**
 * @param crops See {@link cropsOf}.
 * @param frequencies Those of another image.
 * @param size As it was for the crops.
 * @returns The highest cosine of the frequencies of a crop and of the other image, -1..1.
 */
export function cropResemblance(crops: Float32Array, frequencies: Int8Array, size = FREQUENCIES): number {
  let length = 0;
  for (let v = 0; v < size; v++)
    for (let u = 0; u < size; u++) length += (frequencies[v * FREQUENCIES + u] as number) ** 2;
  let best = -1;
  for (let start = 0; start < crops.length; start += size * size) {
    let [product, own] = [0, 0];
    let at = start;
    for (let v = 0; v < size; v++) {
      for (let u = 0; u < size; u++) {
        const value = crops[at++] as number;
        product += value * (frequencies[v * FREQUENCIES + u] as number);
        own += value * value;
      }
    }
    // The first value is the mean, which says nothing of the structure; that of the other image is 0.
    own -= (crops[start] as number) ** 2;
    if (own > 0 && length > 0) best = Math.max(best, product / Math.sqrt(own * length));
  }
  return best;
}
