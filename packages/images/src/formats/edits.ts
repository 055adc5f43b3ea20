/** Bytes of a file to replace. */
export interface Edit {
  /** Offset of the first byte to replace. */
  start: number;
  /** Offset of the first byte to keep. */
  end: number;
  /** The replacement; empty by default. */
  bytes?: Uint8Array;
}

/**
 * @param bytes A file, or its beginning.
 * @param edits What to change, in any order. Edits must not overlap.
 * @returns The changed bytes. They are a copy only if there is anything to change.
 */
export function edited(bytes: Uint8Array<ArrayBuffer>, edits: readonly Edit[]): Uint8Array<ArrayBuffer> {
  if (edits.length === 0) return bytes;
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, bytes: replacement } of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(bytes.subarray(at, start));
    if (replacement) parts.push(replacement);
    at = end;
  }
  parts.push(bytes.subarray(at));
  const result = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let to = 0;
  for (const part of parts) {
    result.set(part, to);
    to += part.length;
  }
  return result;
}

/**
 * @param at Offset of the four-byte name of a part of a file.
 * @returns An edit that gives the part an unknown name. It stays in place, and readers skip it.
 */
export const renamed = (at: number): Edit => ({
  start: at,
  end: at + 4,
  bytes: new TextEncoder().encode('skip'),
});

/** @returns An edit that clears bits of a byte. */
export const clearBits = (bytes: Uint8Array, at: number, bits: number): Edit => ({
  start: at,
  end: at + 1,
  bytes: Uint8Array.of((bytes[at] ?? 0) & ~bits),
});
