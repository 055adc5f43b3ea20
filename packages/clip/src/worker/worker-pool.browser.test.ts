import { type Remote, transfer } from 'comlink';
import { afterEach, expect, it, vi } from 'vitest';
import type { FrailService } from './frail-worker.fixture.ts';
import { WorkerPool } from './worker-pool.ts';

type Service = FrailService;

const BROKEN = 'throw new Error("broken")';

/** A worker that never answers, or fails at once. */
const worker = (script = ''): Worker =>
  new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));

const frailWorker = (): Worker =>
  new Worker(new URL('./frail-worker.fixture.ts', import.meta.url), { type: 'module' });

const call = async (service: Remote<Service>): Promise<unknown> => service.echo(1);

afterEach(() => {
  vi.useRealTimers();
});

it('rejects pending calls when the workers are ended', async () => {
  const workers = new WorkerPool<Service>(() => worker());
  const calls = [1, 2, 3].map(() => workers.run(call));
  workers.close();
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'disposed' });
});

it('reports that no worker starts', async () => {
  const failing = new WorkerPool<Service>(() => worker(BROKEN)).run(call);
  await expect(failing).rejects.toMatchObject({ code: 'engine-failed', message: /broken/ });
});

it('keeps busy workers, even after failures', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let script = BROKEN;
  const workers = new WorkerPool<Service>(() => worker(script));
  await Promise.allSettled([1, 2, 3, 4].map(() => workers.run(call)));
  script = '';
  const ended = vi.fn();
  const waiting = workers.run(call).catch(ended);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ended).not.toHaveBeenCalled();
  workers.close();
  await waiting;
});

it('fails only the call that crashes its worker, and repeats the others elsewhere', async () => {
  const workers = new WorkerPool<Service>(frailWorker);
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) =>
      workers.run(async (service) => (i === 3 ? service.die() : service.echo(i))),
    ),
  );
  workers.close();
  const values = results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.code));
  expect(values).toEqual([0, 1, 2, 'undecodable-image', 4, 5, 6, 7]);
  expect(results[3]).toMatchObject({ reason: { message: /out of memory/ } });
});

it('fails only the call that never ends, and repeats the others elsewhere', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const hang = async (service: Remote<Service>): Promise<never> => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => vi.advanceTimersByTime(125_000);
    return service.hang(transfer(port2, [port2]));
  };
  const workers = new WorkerPool<Service>(frailWorker);
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) =>
      workers.run(async (service) => (i === 3 ? hang(service) : service.echo(i))),
    ),
  );
  workers.close();
  const values = results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.code));
  expect(values).toEqual([0, 1, 2, 'undecodable-image', 4, 5, 6, 7]);
  expect(results[3]).toMatchObject({ reason: { message: /did not respond for 2 minutes/ } });
});

it('waits for a worker that waits for the large images of others', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const workers = new WorkerPool<Service>(frailWorker);
  // It starts and answers at once.
  await workers.run(call);
  const ended = vi.fn();
  const value = await navigator.locks.request('web-clip-large-image', async () => {
    const large = workers.run(async (service) => service.enlarge(7)).finally(ended);
    for (let seconds = 0; seconds < 300; seconds += 5) {
      vi.advanceTimersByTime(5_000);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(ended).not.toHaveBeenCalled();
    return { large };
  });
  expect(await value.large).toBe(7);
  workers.close();
});
