import { describe, expect, it } from 'vitest';
import { Rate } from './rate.ts';

describe('Rate', () => {
  it('averages over the last ten seconds', () => {
    const rate = new Rate();
    expect(rate.mark(0, 0)).toBe(0);
    expect(rate.mark(10, 1000)).toBe(10);
    for (let second = 2; second <= 60; second++) rate.mark(10 + (second - 1) * 2, second * 1000);
    expect(rate.mark(10 + 60 * 2, 61_000)).toBeCloseTo(2);
  });
});
