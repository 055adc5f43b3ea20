import type { CallOptions } from '@web-clip/clip';
import type { ReactiveControllerHost } from 'lit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ModelDownload } from './model-download.ts';

/** Downloads that the test settles. */
function stub() {
  const host = { addController: vi.fn(), requestUpdate: vi.fn() } as unknown as ReactiveControllerHost;
  const calls: { options: CallOptions; end: (downloaded?: string) => void; fail: (error: Error) => void }[] =
    [];
  const begin = (options: CallOptions) =>
    new Promise<string | undefined>((end, fail) => {
      options.signal?.addEventListener('abort', () => fail(new Error('aborted')));
      calls.push({ options, end, fail });
    });
  const progressed = vi.fn();
  return { download: new ModelDownload(host, progressed), progressed, begin, calls };
}

const progress = { phase: 'download', done: 1, total: 2 } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a requested download is shown at once', async () => {
  const { download, begin, calls } = stub();
  const done = download.follow('Big', begin);
  expect(download.shown).toMatchObject({ model: 'Big', progress: { done: 0, total: 0 } });
  calls[0]?.end();
  await done;
  expect(download.shown).toBeUndefined();
});

test('a quiet download is shown only if it takes long, and only while it runs', async () => {
  const { download, progressed, begin, calls } = stub();
  const done = download.follow('Big', begin, true);
  calls[0]?.options.onProgress?.(progress);
  expect(download.shown).toBeUndefined();
  expect(progressed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  calls[0]?.options.onProgress?.(progress);
  expect(download.shown).toEqual({ model: 'Big', progress });
  expect(progressed).toHaveBeenCalledExactlyOnceWith({ ...progress, model: 'Big' });
  calls[0]?.end('a model');
  expect(await done).toBe('a model');
  expect(download.shown).toBeUndefined();
});

test('a new download aborts the previous one without an error', async () => {
  const { download, begin, calls } = stub();
  const first = download.follow('Big', begin);
  const second = download.follow('Bigger', begin);
  expect(await first).toBeUndefined();
  vi.advanceTimersByTime(1000);
  calls[1]?.options.onProgress?.(progress);
  expect(download.shown?.model).toBe('Bigger');
  calls[1]?.end('a model');
  expect(await second).toBe('a model');
});

test('a failure goes to the caller', async () => {
  const { download, begin, calls } = stub();
  const done = download.follow('Big', begin);
  calls[0]?.fail(new Error('no network'));
  await expect(done).rejects.toThrow('no network');
  expect(download.shown).toBeUndefined();
});
