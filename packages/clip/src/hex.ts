/**
 * @param bytes Any bytes.
 * @returns Their hexadecimal digits, two per byte.
 */
export const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
