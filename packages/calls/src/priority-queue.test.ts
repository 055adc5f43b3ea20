import { describe, expect, it } from 'vitest';
import { PriorityQueue } from './priority-queue.ts';

describe('PriorityQueue', () => {
  it('runs one job at a time, and queries before waiting batches', async () => {
    const queue = new PriorityQueue();
    const order: string[] = [];
    let running = 0;
    const job = (name: string) => async () => {
      expect(++running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(name);
      running--;
      return name;
    };
    let begun: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const first = queue.run('background', () => {
      begun();
      return job('batch 1')();
    });
    await hasBegun;
    const rest = [
      queue.run('background', job('batch 2')),
      queue.run('background', job('batch 3')),
      queue.run('interactive', job('query')),
    ];
    expect(await Promise.all([first, ...rest])).toEqual(['batch 1', 'batch 2', 'batch 3', 'query']);
    expect(order).toEqual(['batch 1', 'query', 'batch 2', 'batch 3']);
  });

  it('continues after a failed job, and skips a job that was aborted while waiting', async () => {
    const queue = new PriorityQueue();
    const controller = new AbortController();
    const failing = queue.run('background', () => Promise.reject(new Error('no')));
    let ran = false;
    const aborted = queue.run('background', async () => (ran = true), controller.signal);
    controller.abort();
    await expect(failing).rejects.toThrow('no');
    await expect(aborted).rejects.toBe(controller.signal.reason);
    expect(ran).toBe(false);
    expect(await queue.run('background', async () => 1)).toBe(1);
  });
});
