import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

const endless = new AbortController().signal;

/** Numbers from 0, and how many of them have been taken. */
function numbers(end = Number.POSITIVE_INFINITY) {
  const source = { taken: 0, closed: false };
  function* count(): Generator<number> {
    try {
      for (let i = 0; i < end; i++) {
        source.taken++;
        yield i;
      }
    } finally {
      source.closed = true;
    }
  }
  return { source, items: count() };
}

/** Calls that the test ends. */
function calls() {
  const running = new Map<number, { resolve: (value: string) => void; reject: (error: Error) => void }>();
  const work = (item: number): Promise<string> =>
    new Promise((resolve, reject) => running.set(item, { resolve, reject }));
  return { running, work };
}

describe('inOrder', () => {
  it('yields in the order of the items, whatever call ends first', async () => {
    const { running, work } = calls();
    const results = inOrder([0, 1, 2], 3, work, endless);
    const first = results.next();
    await expect.poll(() => running.size).toBe(3);
    running.get(2)?.resolve('c');
    running.get(1)?.resolve('b');
    running.get(0)?.resolve('a');
    expect(await first).toEqual({ done: false, value: 'a' });
    expect([(await results.next()).value, (await results.next()).value]).toEqual(['b', 'c']);
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });

  it('takes no more items than are ahead of the consumer', async () => {
    const { source, items } = numbers();
    const results = inOrder(items, 5, async (item) => item, endless);
    expect(source.taken).toBe(0);
    for (let consumed = 0; consumed < 50; consumed++) {
      expect((await results.next()).value).toBe(consumed);
      expect(source.taken).toBeLessThanOrEqual(consumed + 5);
    }
    await results.return();
    expect(source.closed).toBe(true);
  });

  it('keeps as many calls under way as it may', async () => {
    const { running, work } = calls();
    const { items } = numbers();
    const results = inOrder(items, 5, work, endless);
    const first = results.next();
    await expect.poll(() => running.size).toBe(5);
    running.get(0)?.resolve('a');
    await first;
    void results.next();
    await expect.poll(() => running.size).toBe(6);
  });

  it('yields a result while the next item is awaited', async () => {
    async function* slow(): AsyncGenerator<number> {
      yield 7;
      await new Promise(() => undefined);
    }
    const results = inOrder(slow(), 5, async (item) => item, endless);
    expect((await results.next()).value).toBe(7);
  });

  it('ends when its signal is aborted, even if neither items nor results come', async () => {
    const controller = new AbortController();
    const { source, items } = numbers();
    const { running, work } = calls();
    const results = inOrder(items, 2, work, controller.signal);
    const first = results.next();
    await expect.poll(() => running.size).toBe(2);
    controller.abort('enough');
    await expect(first).rejects.toBe('enough');
    expect(source.closed).toBe(true);
  });

  it('yields the results of the items before a failure of the items', async () => {
    function* failing(): Generator<number> {
      yield 0;
      yield 1;
      throw new Error('no more');
    }
    const results = inOrder(failing(), 5, async (item) => item, endless);
    expect([(await results.next()).value, (await results.next()).value]).toEqual([0, 1]);
    await expect(results.next()).rejects.toThrow('no more');
  });

  it('ends with the first call that fails, in the order of the items', async () => {
    const { source, items } = numbers();
    const work = async (item: number): Promise<number> => {
      if (item > 0) throw new Error(`no ${item}`);
      return item;
    };
    const results = inOrder(items, 5, work, endless);
    expect((await results.next()).value).toBe(0);
    await expect(results.next()).rejects.toThrow('no 1');
    expect(source.closed).toBe(true);
  });

  it('keeps no results that were consumed', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const { items } = numbers();
    const results = inOrder(items, 4, async (item) => ({ bytes: new Uint8Array(1000), item }), endless);
    const seen: WeakRef<object>[] = [];
    for (let i = 0; i < 50; i++) seen.push(new WeakRef((await results.next()).value as object));
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    expect(seen.filter((result) => result.deref()).length).toBeLessThan(5);
  });
});
