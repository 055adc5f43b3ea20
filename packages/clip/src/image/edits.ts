/** Bytes of a file that others take the place of. */
export interface Edit {
  /** Offset of the first that goes. */
  start: number;
  /** Offset of the first that stays. */
  end: number;
  /** What comes instead; nothing by default. */
  bytes?: Uint8Array;
}

/**
 * @param bytes A file.
 * @param edits What to change, in any order; no two may overlap.
 * @returns The changed file; the same bytes, not a copy, if there is nothing to change.
 */
export function edited(bytes: Uint8Array<ArrayBuffer>, edits: readonly Edit[]): Uint8Array<ArrayBuffer> {
  if (edits.length === 0) return bytes;
  const kept: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, bytes: replacement } of edits.toSorted((a, b) => a.start - b.start)) {
    kept.push(bytes.subarray(at, start));
    if (replacement) kept.push(replacement);
    at = end;
  }
  kept.push(bytes.subarray(at));
  const result = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of kept) {
    result.set(part, to);
    to += part.length;
  }
  return result;
}
