/** The mean and the standard deviation of dot products. */
export interface Statistics {
  /** The mean. */
  mean: number;
  /** The standard deviation. */
  deviation: number;
}

/** Size of a sample, about. Mean and deviation are then off by some 2 % of the deviation. */
const SAMPLE_ROWS = 2048;

/**
 * Chooses rows that stand for all of them. The ids decide, so neither the order of the rows nor earlier rows matter.
 *
 * @param ids The ids of all rows.
 * @returns Some 2,048 of them, or all if there are fewer, in ascending order.
 */
export function sampleOf(ids: readonly number[]): number[] {
  const most = 2 ** 32 * Math.min(1, SAMPLE_ROWS / ids.length);
  return ids.filter((id) => hash(id) < most).sort((a, b) => a - b);
}

/** @returns Mean and deviation of numbers; 0 without any. Infinite numbers and NaN do not count. */
export function statisticsOf(numbers: Float64Array): Statistics {
  let [count, sum, squares] = [0, 0, 0];
  for (const number of numbers) {
    if (!Number.isFinite(number)) continue;
    count++;
    sum += number;
  }
  if (count === 0) return { mean: 0, deviation: 0 };
  const mean = sum / count;
  for (const number of numbers) if (Number.isFinite(number)) squares += (number - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / count) };
}

/** Spreads integers over 0..2^32-1 (the finaliser of MurmurHash3, https://github.com/aappleby/smhasher). */
function hash(id: number): number {
  let bits = id | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
