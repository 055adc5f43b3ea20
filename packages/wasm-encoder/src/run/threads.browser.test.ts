import { describe, expect, it } from 'vitest';
import { loadKernels } from '../kernels/kernel.ts';
import type { Plan } from '../plan/plan.ts';
import { WeightLayout } from '../plan/weight-layout.ts';
import { Threads } from './threads.ts';

const [alone, shared] = [await loadKernels(false), await loadKernels(true)];

/** Takes the square roots of four numbers. Pass another `kernel` to make it fail. */
function roots(kernel = 'unary'): Plan {
  return {
    steps: [{ kernel, args: [3, 0, 4, 64], relative: [false, true, false, true] }],
    scratch: 128,
    inputs: [{ at: 0, length: 4 }],
    outputs: [{ at: 64, length: 4 }],
  };
}

describe.each([
  ['workers', true],
  ['the current thread', false],
])('threads that are %s', (_, isShared) => {
  const made = (count = 2) =>
    new Threads(new WeightLayout(), isShared ? shared : alone, 128, count, isShared);
  const squares = (i: number) => [i, i + 1, i + 2, i + 3].map((value) => value * value);

  it('compute their own inputs, however many there are', async () => {
    const threads = made();
    const plan = roots();
    const all = Array.from({ length: 20 }, (_, i) => i);
    const results = await Promise.all(all.map((i) => threads.compute(() => ({ plan, data: [squares(i)] }))));
    expect(results.map(([result]) => result?.[0])).toEqual(all);
    threads.end();
  });

  it('return as many outputs as they are asked for', async () => {
    const threads = made();
    const plan = {
      ...roots(),
      outputs: [
        { at: 64, length: 4 },
        { at: 0, length: 2 },
      ],
    };
    const job = () => ({ plan, data: [[4, 9, 16, 25]] });
    expect((await threads.compute(job, 2)).map((output) => [...output])).toEqual([
      [2, 3, 4, 5],
      [4, 9],
    ]);
    expect(await threads.compute(job)).toHaveLength(1);
    threads.end();
  });

  it('are replaced when they die', async () => {
    const threads = made();
    const work = Array.from({ length: 9 }, (_, i) =>
      threads.compute(() => ({ plan: roots(i % 3 === 1 ? 'nothing' : undefined), data: [squares(i)] })),
    );
    const results = await Promise.allSettled(work);
    for (const [i, result] of results.entries()) {
      if (i % 3 === 1)
        expect(result).toMatchObject({ status: 'rejected', reason: { code: 'engine-failed' } });
      else expect(result).toMatchObject({ status: 'fulfilled', value: [{ 0: i, 3: i + 3 }] });
    }
    threads.end();
  });

  it('reject a plan that needs too much memory', async () => {
    const threads = made();
    const large = { ...roots(), scratch: 129 };
    const failure = threads.compute(() => ({ plan: large, data: [squares(1)] }));
    await expect(failure).rejects.toMatchObject({ code: 'engine-failed' });
    threads.end();
  });

  it('accept nothing once they have ended', async () => {
    const threads = made(1);
    threads.end();
    await expect(threads.compute(() => ({ plan: roots(), data: [squares(1)] }))).rejects.toMatchObject({
      code: 'engine-failed',
    });
  });
});
