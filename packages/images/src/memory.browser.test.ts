import { expect, it } from 'vitest';
import { MemoryGate } from './memory.ts';

it('starts work in order as memory allows, and runs too large work alone', async () => {
  const gate = new MemoryGate(10);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const runs = [6, 4, 1, 50, 3].map((bytes) =>
    gate.run(bytes, () => {
      begun.push(bytes);
      return new Promise<void>((resolve, reject) => {
        ends.push(bytes === 4 ? () => reject(new Error('no')) : resolve);
      });
    }),
  );
  const results = Promise.allSettled(runs);
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const expected = [
    [6, 4],
    [6, 4, 1],
    [6, 4, 1],
    [6, 4, 1, 50],
    [6, 4, 1, 50, 3],
  ];
  for (const [i, images] of expected.entries()) {
    await settled();
    expect(begun).toEqual(images);
    ends[i]?.();
  }
  expect((await results).map(({ status }) => status === 'fulfilled')).toEqual([
    true,
    false,
    true,
    true,
    true,
  ]);
});
