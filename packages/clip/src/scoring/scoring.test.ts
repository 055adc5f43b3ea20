import { describe, expect, it } from 'vitest';
import { normaliseRows, row } from './embeddings.ts';
import { probabilities } from './probabilities.ts';
import { ensemble, prompts } from './prompts.ts';

describe('probabilities', () => {
  it('share 1 among the texts of a softmax model', () => {
    const [a, b] = probabilities([0.3, 0.28], { kind: 'softmax', logitScale: 100, logitBias: 0 });
    expect(a).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
    expect((a as number) + (b as number)).toBeCloseTo(1, 6);
  });

  it('stand alone in a sigmoid model', () => {
    const spec = { kind: 'sigmoid', logitScale: 100, logitBias: -10 } as const;
    expect([...probabilities([0.1, 0.3], spec)]).toEqual([0.5, Math.fround(1 / (1 + Math.exp(-20)))]);
  });

  it('stay finite at any scale', () => {
    const spec = { kind: 'softmax', logitScale: 1e6, logitBias: 0 } as const;
    expect([...probabilities([1, -1], spec)]).toEqual([1, 0]);
  });
});

describe('prompts', () => {
  it('take a label to the letter', () => {
    expect(prompts('$& cat', ['a {}.', 'no {}, {}'])).toEqual(['a $& cat.', 'no $& cat, $& cat']);
  });
});

describe('ensemble', () => {
  it('averages the prompts of each label, at length 1', () => {
    const data = Float32Array.of(1, 0, 0, 1, 0, 1, 0, 1);
    const { count, ...rest } = ensemble({ data, count: 4, dimension: 2 }, 2);
    expect(count).toBe(2);
    expect(row({ count, ...rest }, 0)[0]).toBeCloseTo(Math.SQRT1_2);
    expect([...row({ count, ...rest }, 1)]).toEqual([0, 1]);
  });
});

describe('normaliseRows', () => {
  it('scales rows to length 1, and leaves zeros', () => {
    const data = Float32Array.of(3, 4, 0, 0);
    normaliseRows(data, 2);
    expect([...data]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0]);
  });
});
