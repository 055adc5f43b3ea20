import { described, invalid } from '@web-clip/clip/internal';

/**
 * Checks that an object has one of some keys, and no others but optional ones.
 *
 * @param name Of the object, for the message.
 * @throws ClipError `invalid-argument`.
 */
export function checkKeys(
  name: string,
  value: unknown,
  one: readonly string[],
  optional: readonly string[],
): void {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  const keys = isPlain ? Object.keys(value).filter((key) => !optional.includes(key)) : [];
  if (keys.length === 1 && one.includes(keys[0] as string)) return;
  const what = isPlain
    ? `has ${keys.map((key) => `“${key}”`).join(' and ') || 'none'}`
    : `is ${described(value)}`;
  throw invalid(`${name} must be an object with one of ${one.join(', ')}, but ${what}.`);
}
