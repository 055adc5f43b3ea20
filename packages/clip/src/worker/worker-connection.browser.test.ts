import { type Remote, transfer, wrap } from 'comlink';
import { afterEach, expect, it, vi } from 'vitest';
import type { FrailService } from './frail-worker.fixture.ts';
import { WorkerConnection } from './worker-connection.ts';

/** A connection to a new worker, and the failures that it reported. */
function start(): { connection: WorkerConnection<FrailService>; worker: Worker; failures: string[] } {
  const failures: string[] = [];
  const worker = new Worker(new URL('./frail-worker.fixture.ts', import.meta.url), { type: 'module' });
  const connection: WorkerConnection<FrailService> = new WorkerConnection(worker, (what) => {
    failures.push(what);
    connection.end(new Error(what));
  });
  return { connection, worker, failures };
}

const ping = async (service: Remote<FrailService>): Promise<boolean> => service.ping();

afterEach(() => {
  vi.useRealTimers();
});

it('rejects the calls of a worker that hangs, but not too early', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { connection, failures } = start();
  await connection.run(ping);
  // A port queues messages until somebody listens; a BroadcastChannel does not.
  const { port1, port2 } = new MessageChannel();
  const hanging = new Promise((resolve) => {
    port1.onmessage = resolve;
  });
  const call = connection.run(async (service) => service.hang(transfer(port2, [port2])));
  await hanging;
  vi.advanceTimersByTime(595_000);
  expect(failures).toEqual([]);
  vi.advanceTimersByTime(5_000);
  await expect(call).rejects.toThrow('it did not respond for 10 minutes');
  await expect(connection.run(ping)).rejects.toThrow('10 minutes');
  expect(failures).toHaveLength(1);
});

it('waits for an endless call as long as the worker reports that all is well', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { connection, worker, failures } = start();
  await navigator.locks.request('web-clip-large-image', async () => {
    connection.run(async (service) => service.enlarge(1)).catch(() => undefined);
    const other = wrap<FrailService>(worker);
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(300_000);
      // It also answers earlier calls.
      await other.ping();
    }
    expect(failures).toEqual([]);
    connection.end(new Error('over'));
  });
});

it('reports no failure of a worker that was ended', async () => {
  const { connection, failures } = start();
  await connection.run(ping);
  connection.end(new Error('over'));
  connection.fail('it died');
  expect(failures).toEqual([]);
  await expect(connection.run(ping)).rejects.toThrow('over');
});
