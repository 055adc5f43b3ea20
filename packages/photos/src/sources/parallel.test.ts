import { describe, expect, it } from 'vitest';
import { mapInParallel } from './parallel.ts';

const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('mapInParallel', () => {
  it('runs the given number of calls, and yields results as they arrive', async () => {
    let flying = 0;
    let most = 0;
    const results: number[] = [];
    const mapped = mapInParallel([30, 5, 10, 5, 5], 3, async (delay) => {
      most = Math.max(most, ++flying);
      await after(delay);
      flying--;
      return delay;
    });
    for await (const result of mapped) results.push(result);
    expect(most).toBe(3);
    expect(results).toHaveLength(5);
    expect(results.at(-1)).toBe(30);
  });

  it('ends with the first failure, and starts nothing more', async () => {
    let started = 0;
    const mapped = mapInParallel([1, 2, 3, 4, 5, 6], 2, async (item) => {
      started++;
      await after(1);
      if (item === 2) throw new Error('no');
      return item;
    });
    await expect(async () => {
      for await (const _ of mapped);
    }).rejects.toThrow('no');
    await after(20);
    expect(started).toBeLessThanOrEqual(3);
  });

  it('throws errors that the work throws synchronously', async () => {
    const mapped = mapInParallel([1], 2, () => {
      throw new Error('no');
    });
    await expect(mapped.next()).rejects.toThrow('no');
  });

  it('discards results that nobody takes, even after its end', async () => {
    const discarded: number[] = [];
    const delays = [1, 2, 3, 30, 40];
    const work = async (delay: number): Promise<number> => {
      await after(delay);
      return delay;
    };
    const mapped = mapInParallel(delays, 5, work, (result) => discarded.push(result));
    const taken = (await mapped.next()).value;
    await after(20);
    await mapped.return(undefined);
    await after(50);
    expect([taken, ...discarded].sort((a, b) => a - b)).toEqual(delays);
  });
});
