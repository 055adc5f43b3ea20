/** @returns Bytes decoded as ISO 8859-1; `to` may lie beyond the end. */
export const latin = (bytes: Uint8Array, from = 0, to = bytes.length): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Whether the bytes at an offset are this ISO 8859-1 text. */
export const hasText = (bytes: Uint8Array, text: string, at = 0): boolean =>
  bytes.length >= at + text.length && latin(bytes, at, at + text.length) === text;
