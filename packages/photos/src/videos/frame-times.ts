/** Most frames of a video that are decoded, to choose from. */
const MOST_CANDIDATES = 24;

/** Least frames, and seconds between them in short videos. */
const [FEWEST_CANDIDATES, SECONDS_APART] = [3, 2];

/**
 * @param from When a video begins, in seconds.
 * @param to When it ends.
 * @returns The middles of equal parts of it.
 */
export function candidateTimes(from: number, to: number): number[] {
  const seconds = Math.max(0, to - from);
  const count = Math.min(MOST_CANDIDATES, Math.max(FEWEST_CANDIDATES, Math.ceil(seconds / SECONDS_APART)));
  return Array.from({ length: count }, (_, i) => from + ((i + 0.5) * seconds) / count);
}

/** Seconds of a video that may be decoded to reach a frame. */
const FARTHEST = 20;

/**
 * Frames that are stored in full are decoded alone; any other one only with all since the last of these.
 *
 * @param wanted The time of a frame.
 * @param key The time of the last frame before it that is stored in full.
 * @param last The time of the frame that was decoded before; undefined for the first one.
 * @returns The time of the frame to decode instead, or undefined if that would take too long.
 */
export function cheapTime(wanted: number, key: number, last: number | undefined): number | undefined {
  if (last === undefined || key > last) return key;
  return wanted - key <= FARTHEST ? wanted : undefined;
}
