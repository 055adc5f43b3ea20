import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ClipError } from '@web-clip/calls';
import { describe, expect, it } from 'vitest';
import { Calls } from './calls.ts';

const never = (): Promise<never> => new Promise(() => undefined);

describe('Calls', () => {
  it('end with their worker, as do later calls', async () => {
    const calls = new Calls();
    const call = calls.run(never);
    expect(calls.size).toBe(1);
    calls.end(new ClipError('disposed', 'over'));
    await expect(call).rejects.toMatchObject({ code: 'disposed' });
    await expect(calls.run(async () => 1)).rejects.toMatchObject({ code: 'disposed' });
    expect(calls.size).toBe(0);
  });

  it('are no longer pending when their callers continue', async () => {
    const calls = new Calls();
    expect(await calls.run(async () => 7)).toBe(7);
    expect(calls.size).toBe(0);
    const fail = (): never => {
      throw new Error('no');
    };
    await expect(calls.run(fail)).rejects.toThrow('no');
    expect(calls.size).toBe(0);
  });

  it('release their results while others are pending', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const calls = new Calls();
    void calls.run(never);
    const results: WeakRef<object>[] = [];
    for (let i = 0; i < 50; i++) {
      results.push(new WeakRef(await calls.run(async () => ({ image: new Uint8Array(1000) }))));
    }
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    expect(results.filter((result) => result.deref()).length).toBeLessThan(5);
  });
});
