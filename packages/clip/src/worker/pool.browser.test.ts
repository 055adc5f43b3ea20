import { afterEach, expect, it, vi } from 'vitest';
import { WorkerPool } from './pool.ts';

interface Service {
  call(): Promise<void>;
}

const BROKEN = 'throw new Error("broken")';

/** A worker that answers nothing, or fails at once. */
const worker = (script = ''): Worker =>
  new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));

afterEach(() => {
  vi.useRealTimers();
});

it('ends the calls under way with the workers', async () => {
  const workers = new WorkerPool<Service>(() => worker());
  const calls = [1, 2, 3].map(() => workers.run((service) => service.call()));
  workers.close();
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'disposed' });
});

it('says so when a worker fails', async () => {
  const call = new WorkerPool<Service>(() => worker(BROKEN)).run((service) => service.call());
  await expect(call).rejects.toMatchObject({ code: 'engine-failed', message: /broken/ });
});

it('ends no worker that has something to do, whatever failed before', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let script = BROKEN;
  const workers = new WorkerPool<Service>(() => worker(script));
  await Promise.allSettled([1, 2, 3, 4].map(() => workers.run((service) => service.call())));
  script = '';
  const ended = vi.fn();
  const call = workers.run((service) => service.call()).catch(ended);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ended).not.toHaveBeenCalled();
  workers.close();
  await call;
});
