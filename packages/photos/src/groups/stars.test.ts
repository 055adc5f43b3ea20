import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stars } from './stars.ts';

describe('stars', () => {
  it('links every member to the middle, so chains break', () => {
    expect(
      stars([
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ]),
    ).toEqual([
      { middle: 1, members: [0, 1, 2] },
      { middle: 3, members: [3, 4] },
    ]);
  });

  it('takes the item with the most links first', () => {
    expect(
      stars([
        [0, 5],
        [5, 6],
        [5, 7],
        [0, 1],
      ]),
    ).toEqual([{ middle: 5, members: [0, 5, 6, 7] }]);
  });

  it('does not depend on the order of the links', () => {
    const pair = fc.tuple(fc.nat(12), fc.nat(12));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), fc.nat(), (links, turn) => {
        const at = links.length > 0 ? turn % links.length : 0;
        const other = [...links.slice(at), ...links.slice(0, at)].map(([a, b]) => [b, a] as const).reverse();
        expect(stars(other)).toEqual(stars(links));
      }),
    );
  });

  it('puts no item into two groups', () => {
    const pair = fc.tuple(fc.nat(20), fc.nat(20));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), (links) => {
        const members = stars(links).flatMap((star) => star.members);
        expect(new Set(members).size).toBe(members.length);
      }),
    );
  });
});
