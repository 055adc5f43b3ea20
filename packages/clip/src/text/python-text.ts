/**
 * Python's white space (`str.isspace`), as a range for regular expressions. It differs from JavaScript's
 * `\s`.
 */
export const PYTHON_SPACE = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

const SPACES = new RegExp(`[${PYTHON_SPACE}]+`, 'u');

/**
 * Python's `' '.join(text.split())`.
 *
 * @param text Any text.
 * @returns The text with single spaces between words, and none at its ends.
 */
export function collapseSpaces(text: string): string {
  return text
    .split(SPACES)
    .filter((word) => word !== '')
    .join(' ');
}
