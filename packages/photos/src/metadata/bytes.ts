/** @returns Characters of ISO 8859-1, as far as there are any. */
export const latin = (bytes: Uint8Array, from = 0, to = bytes.length): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Whether a text of ISO 8859-1 stands at a place. */
export const hasText = (bytes: Uint8Array, text: string, at = 0): boolean =>
  bytes.length >= at + text.length && latin(bytes, at, at + text.length) === text;
