import { describe, expect, it } from 'vitest';
import { SharedPromise } from './shared-promise.ts';

/** Work that ends on request. */
function work() {
  const starts: { signal: AbortSignal; resolve: (value: number) => void; reject: (error: Error) => void }[] =
    [];
  const task = new SharedPromise(
    (signal) => new Promise<number>((resolve, reject) => starts.push({ signal, resolve, reject })),
  );
  return { task, starts };
}

describe('SharedPromise', () => {
  it('runs once for all callers, and keeps its result', async () => {
    const { task, starts } = work();
    const all = [task.join(), task.join()];
    starts[0]?.resolve(7);
    expect(await Promise.all([...all, task.join()])).toEqual([7, 7, 7]);
    expect(starts).toHaveLength(1);
  });

  it('runs while any caller waits, and aborts with the last one', async () => {
    const { task, starts } = work();
    const [a, b] = [new AbortController(), new AbortController()];
    const [first, second] = [task.join(a.signal), task.join(b.signal)];
    a.abort();
    await expect(first).rejects.toBe(a.signal.reason);
    expect(starts[0]?.signal.aborted).toBe(false);
    b.abort();
    await expect(second).rejects.toBe(b.signal.reason);
    expect(starts[0]?.signal.aborted).toBe(true);
    const third = task.join();
    starts[1]?.resolve(8);
    expect(await third).toBe(8);
  });

  it('aborts when one signal stands for all callers', async () => {
    const { task, starts } = work();
    const controller = new AbortController();
    const all = [task.join(controller.signal), task.join(controller.signal)];
    controller.abort();
    for (const each of all) await expect(each).rejects.toBe(controller.signal.reason);
    expect(starts[0]?.signal.aborted).toBe(true);
  });

  it('starts again after a failure', async () => {
    const { task, starts } = work();
    const first = task.join();
    starts[0]?.reject(new Error('no'));
    await expect(first).rejects.toThrow('no');
    const second = task.join();
    starts[1]?.resolve(9);
    expect(await second).toBe(9);
  });
});
