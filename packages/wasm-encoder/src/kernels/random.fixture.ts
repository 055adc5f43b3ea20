let seed = 1;

/**
 * The next number of a sequence that is the same in every run, by Park and Miller
 * (https://doi.org/10.1145/63039.63042).
 *
 * @returns From -1 to 1.
 */
export function random(): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return (seed / 2_147_483_647) * 2 - 1;
}
