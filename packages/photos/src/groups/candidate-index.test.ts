import { describe, expect, it } from 'vitest';
import { CandidateIndex, type Code, codeOf, distance } from './candidate-index.ts';

/** The code of 64 values, some of which have another sign or are small. */
const code = (negated: readonly number[] = [], small: readonly number[] = []): Code =>
  codeOf(
    Array.from({ length: 64 }, (_, i) => (negated.includes(i) ? -1 : 1) * (small.includes(i) ? 0.01 : 1 + i)),
  );

describe('a code', () => {
  it('has a bit for each sign', () => {
    expect(distance(code(), code())).toBe(0);
    expect(distance(code(), code([0, 17, 63]))).toBe(3);
    expect(distance(code(), code(Array.from({ length: 64 }, (_, i) => i)))).toBe(64);
  });
});

describe('the index', () => {
  it('finds codes that have a word in common', () => {
    const index = new CandidateIndex();
    expect([...index.add(1, [code()], 64)]).toEqual([]);
    // Value i is in word i % 4: only the last word stays.
    const changed = Array.from({ length: 64 }, (_, i) => i).filter((i) => i % 4 !== 3);
    expect([...index.add(2, [code(changed)], 64)]).toEqual([1]);
    expect([...index.add(3, [code([3, 7, 11, 15])], 64)]).toEqual([1]);
    expect([...index.add(4, [code([...changed, 63])], 64)]).toEqual([2]);
    // It has no word in common with those before.
    expect([...index.add(5, [code([59, 60, 61, 62])], 64)]).toEqual([]);
  });

  it('finds codes whose words differ in their least certain bits, whichever comes first', () => {
    const each = [4 * 12, 4 * 12 + 1, 4 * 12 + 2, 4 * 12 + 3];
    const uncertain = code(each, each);
    const certain = code();
    for (const [first, second] of [
      [uncertain, certain],
      [certain, uncertain],
    ] as const) {
      const index = new CandidateIndex();
      index.add(1, [first], 64);
      expect([...index.add(2, [second], 64)]).toEqual([1]);
    }
    const index = new CandidateIndex();
    index.add(1, [certain], 64);
    expect([...index.add(2, [code(each)], 64)]).toEqual([]);
  });

  it('leaves out codes that differ in too many bits, and removed ones', () => {
    const index = new CandidateIndex();
    index.add(1, [code()], 64);
    expect([...index.add(2, [code([0, 4, 8])], 2)]).toEqual([]);
    expect([...index.add(3, [code([0, 4, 8])], 3)].sort()).toEqual([1, 2]);
    index.delete(1);
    expect([...index.add(4, [code()], 64)].sort()).toEqual([2, 3]);
  });
});
