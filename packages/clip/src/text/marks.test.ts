import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalize } from './marks.ts';

/**
 * Marks of many combining classes, including 129 and 130 (from U+0F71 and U+0F73), marks of class 0, and
 * marks that decompose into several.
 */
const MARKS = [
  ...'\u0301\u0316\u0327\u0334\u0345\u0344\u0340\u0f71\u0f73\u034f\u20dd\u3099\u0323\u{1d165}\u302a',
];
const run = fc
  .array(fc.constantFrom(...MARKS), { minLength: 60, maxLength: 200 })
  .map((marks) => marks.join(''));

it.each(['NFC', 'NFD', 'NFKC', 'NFKD'] as const)(
  'normalises long runs of marks like the platform: %s',
  (form) => {
    fc.assert(
      fc.property(run, run, (one, other) => {
        const text = `e${one}\u1100\u1161${other}`;
        expect(normalize(text, form)).toBe(text.normalize(form));
      }),
    );
  },
);
