import { ClipError } from '@web-clip/clip';
import type { AddProgress, AddSummary, LeftOut, Library, Lookalike, PhotoSource } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import { expect, test, vi } from 'vitest';
import { type Addition, Indexing, together } from './indexing.ts';

const progress = (phase: AddProgress['phase'], done: number, total: number, rate = 0): AddProgress => ({
  phase,
  done,
  total,
  failed: 1,
  rate,
});

test('progress and time left cover all jobs', () => {
  expect(together([progress('indexing', 10, 30, 4), progress('indexing', 5, 15, 1)])).toEqual({
    phase: 'indexing',
    done: 15,
    total: 45,
    failed: 2,
    rate: 5,
    secondsLeft: 6,
  });
});

test('no time is shown while a folder is listed or before the rate is known', () => {
  expect(together([progress('indexing', 10, 30, 4), progress('listing', 0, 7)])).not.toHaveProperty(
    'secondsLeft',
  );
  expect(together([progress('indexing', 0, 30)])).not.toHaveProperty('secondsLeft');
  expect(together([progress('listing', 0, 7)]).phase).toBe('listing');
});

/** A library whose `add` calls the test settles. */
function stub() {
  const host = { addController: vi.fn(), requestUpdate: vi.fn() } as unknown as ReactiveControllerHost;
  const events = {
    progressed: vi.fn(),
    advanced: vi.fn(),
    finished: vi.fn(),
    added: vi.fn(),
    foundNothing: vi.fn(),
    failed: vi.fn(),
  };
  const calls: {
    report: (progress: AddProgress) => void;
    options: Parameters<Library['add']>[1];
    end: (listed?: number, leftOut?: LeftOut, lookalikes?: Lookalike[], folder?: number) => void;
    fail: (error: Error) => void;
  }[] = [];
  const library = {
    folders: async () => [{ id: 1, name: 'Camera', kind: 'files' }],
    add: (_: PhotoSource, options: Parameters<Library['add']>[1]) =>
      new Promise<AddSummary>((resolve, reject) => {
        const { signal } = options ?? {};
        signal?.addEventListener('abort', () => reject(signal.reason));
        calls.push({
          report: (notice) => options?.onProgress?.(notice),
          options,
          end: (listed = 3, leftOut = { files: {}, systemFolders: 0 }, lookalikes = [], folder = 1) =>
            resolve({ listed, leftOut, folders: [folder], lookalikes } as unknown as AddSummary),
          fail: reject,
        });
      }),
  } as unknown as Library;
  return { indexing: new Indexing(host, events), events, calls, library };
}

const addition: Addition = {
  source: {} as PhotoSource,
  empty: ({ noPhotosInSelection }) => noPhotosInSelection,
};
const quietly = { ...addition, quiet: true };

test('the library is called synchronously, because dropped items do not last', () => {
  const { indexing, library, calls } = stub();
  void indexing.add(library, addition);
  expect(calls).toHaveLength(1);
  expect(indexing.progress).toMatchObject({ phase: 'listing', done: 0 });
});

test('a quiet job is shown only when it finds something new', () => {
  const { indexing, library, calls } = stub();
  void indexing.add(library, quietly);
  expect(indexing.running).toBe(true);
  expect(indexing.progress).toBeUndefined();
  calls[0]?.report(progress('indexing', 0, 3));
  expect(indexing.progress).toMatchObject({ total: 3 });
});

test('finishing is reported once, after the last job, and advances only when there are any', async () => {
  const { indexing, library, calls, events } = stub();
  const both = [indexing.add(library, addition), indexing.add(library, addition)];
  calls[0]?.report(progress('indexing', 0, 3));
  expect(events.advanced).not.toHaveBeenCalled();
  calls[0]?.report(progress('indexing', 2, 3));
  expect(events.advanced).toHaveBeenCalledTimes(1);
  calls[0]?.end();
  await both[0];
  expect(events.finished).not.toHaveBeenCalled();
  calls[1]?.end();
  await both[1];
  expect(events.finished).toHaveBeenCalledTimes(1);
  expect(indexing.progress).toBeUndefined();
});

test('a waiting job hides neither the progress nor the time left of a running one', () => {
  const { indexing, library, calls } = stub();
  void indexing.add(library, addition);
  void indexing.add(library, addition);
  calls[0]?.report(progress('indexing', 2, 4, 1));
  expect(indexing.progress).toMatchObject({ phase: 'indexing', secondsLeft: 2 });
});

test('a source without photos is reported, unless the job is quiet', async () => {
  const { indexing, library, calls, events } = stub();
  const quiet = indexing.add(library, quietly);
  calls[0]?.end(0);
  await quiet;
  expect(events.foundNothing).not.toHaveBeenCalled();
  const asked = indexing.add(library, addition);
  calls[1]?.end(0);
  await asked;
  expect(events.foundNothing).toHaveBeenCalledExactlyOnceWith(addition.empty);
});

test('a cancellation is no error, but a failure is one', async () => {
  const { indexing, library, calls, events } = stub();
  const cancelled = indexing.add(library, addition);
  indexing.cancel();
  await cancelled;
  expect(events.failed).not.toHaveBeenCalled();
  expect(events.finished).toHaveBeenCalledTimes(1);
  const failing = indexing.add(library, addition);
  const error = new ClipError('unreadable-file', 'The folder is gone.');
  calls[1]?.fail(error);
  await failing;
  expect(events.failed).toHaveBeenCalledWith(error);
});

test('cancelled work is reported once it has stopped, and can be continued', async () => {
  const { indexing, library, calls } = stub();
  const cancelled = indexing.add(library, addition);
  calls[0]?.report(progress('indexing', 3, 10));
  indexing.cancel();
  expect(indexing.cancelled).toBeUndefined();
  await cancelled;
  expect(indexing.cancelled).toEqual({ left: 7 });
  expect(indexing.continue(library)).toBe(true);
  expect(calls).toHaveLength(2);
  expect(indexing.cancelled).toBeUndefined();
});

test('work that ran out of storage is a failure, and can be continued', async () => {
  const { indexing, library, calls, events } = stub();
  const job = indexing.add(library, addition);
  calls[0]?.report(progress('indexing', 3, 10));
  calls[0]?.fail(new ClipError('storage-full', 'There is no room left.'));
  await job;
  expect(events.failed).toHaveBeenCalledTimes(1);
  expect(indexing.cancelled).toEqual({ left: 7 });
  expect(indexing.continue(library)).toBe(true);
  expect(calls).toHaveLength(2);
});

test('added photos are reported if the user asked for them', async () => {
  const { indexing, library, calls, events } = stub();
  const jobs = [addition, quietly, addition].map((each) => indexing.add(library, each));
  for (const [i, listed] of [3, 3, 0].entries()) calls[i]?.end(listed);
  await Promise.all(jobs);
  expect(events.added).toHaveBeenCalledExactlyOnceWith(addition);
});

test('the amount left is unknown for a folder that was still being listed', async () => {
  const { indexing, library, calls } = stub();
  const cancelled = indexing.add(library, addition);
  calls[0]?.report(progress('listing', 0, 10));
  indexing.cancel();
  await cancelled;
  expect(indexing.cancelled).toEqual({ left: undefined });
  indexing.dismiss();
  expect(indexing.cancelled).toBeUndefined();
});

test('a job that finishes despite its cancellation is complete', async () => {
  const { indexing, library, calls } = stub();
  const job = indexing.add(library, addition);
  calls[0]?.end();
  indexing.cancel();
  await job;
  expect(indexing.cancelled).toBeUndefined();
});

test('a source that can be read only once cannot be continued', async () => {
  const { indexing, library, calls } = stub();
  const cancelled = indexing.add(library, { ...addition, once: true });
  indexing.cancel();
  await cancelled;
  expect(indexing.continue(library)).toBe(false);
  expect(calls).toHaveLength(1);
});

test('paused work continues with the next library, and has not finished meanwhile', async () => {
  const { indexing, library, calls, events } = stub();
  const jobs = [
    indexing.add(library, addition),
    indexing.add(library, quietly),
    indexing.add(library, { ...addition, once: true }),
  ];
  indexing.pause();
  // The other two go on.
  await jobs[2];
  expect(indexing.running).toBe(true);
  expect(events.finished).not.toHaveBeenCalled();
  expect(events.failed).not.toHaveBeenCalled();
  const next = stub();
  indexing.resume(next.library);
  expect(calls).toHaveLength(3);
  expect(next.calls).toHaveLength(2);
});

test('whoever adds photos learns how it ended, also with the next library', async () => {
  const { indexing, library, calls } = stub();
  const added = indexing.addOrThrow(library, addition);
  indexing.pause();
  await vi.waitFor(() => expect(indexing.progress).toBeUndefined());
  indexing.resume(library);
  calls[1]?.end(5);
  expect(await added).toMatchObject({ listed: 5 });
  const cancelled = indexing.addOrThrow(library, addition);
  indexing.cancel();
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  const stopped = indexing.addOrThrow(library, addition);
  indexing.pause();
  indexing.stop();
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
});

test('progress is reported as it is shown', () => {
  const { indexing, library, calls, events } = stub();
  void indexing.add(library, quietly);
  calls[0]?.report(progress('listing', 0, 0));
  expect(events.progressed).not.toHaveBeenCalled();
  calls[0]?.report(progress('indexing', 1, 4));
  expect(events.progressed).toHaveBeenCalledExactlyOnceWith(indexing.progress);
});

test('stopped work does not come back', async () => {
  const { indexing, library, calls } = stub();
  const job = indexing.add(library, addition);
  indexing.pause();
  indexing.stop();
  await job;
  indexing.resume(library);
  expect(calls).toHaveLength(1);
  expect(indexing.running).toBe(false);
  expect(indexing.cancelled).toBeUndefined();
});

test('files left out of concurrent additions are kept until dismissed or until the next addition', async () => {
  const { indexing, library, calls } = stub();
  // Add the second one twice.
  const jobs = [addition, addition, addition, quietly].map((each) => indexing.add(library, each));
  for (const [i, video] of [1, 2, 2, 4].entries()) {
    calls[i]?.end(3, { files: { video }, systemFolders: 1 }, [], Math.min(i, 1));
  }
  await Promise.all(jobs);
  expect(indexing.leftOut).toEqual({ files: { video: 3 }, systemFolders: 2 });
  const quiet = indexing.add(library, quietly);
  calls[4]?.end();
  await quiet;
  expect(indexing.leftOut).toEqual({ files: { video: 3 }, systemFolders: 2 });
  const next = indexing.add(library, addition);
  expect(indexing.leftOut).toBeUndefined();
  calls[5]?.end(3, { files: { psd: 1 }, systemFolders: 0 });
  await next;
  indexing.dismissLeftOut();
  expect(indexing.leftOut).toBeUndefined();
});

test('files left out of single-file additions add up, whatever runs quietly', async () => {
  const { indexing, library, calls } = stub();
  const single = { ...addition, single: true };
  const jobs = [single, single].map((each) => indexing.add(library, each));
  for (const video of [1, 2]) calls[video - 1]?.end(3, { files: { video }, systemFolders: 0 });
  await Promise.all(jobs);
  expect(indexing.leftOut).toEqual({ files: { video: 3 }, systemFolders: 0 });
  void indexing.add(library, quietly);
  void indexing.add(library, single);
  expect(indexing.leftOut).toBeUndefined();
});

test('an addition carries the user’s choices', () => {
  const { indexing, library, calls } = stub();
  void indexing.add(library, { ...addition, said: { systemFolders: true, folder: 7 } });
  void indexing.add(library, addition);
  expect(calls.map(({ options }) => [options?.systemFolders, options?.folder])).toEqual([
    [true, 7],
    [undefined, undefined],
  ]);
});

test('a separately added folder is reported until dismissed or until the next addition', async () => {
  const { indexing, library, calls } = stub();
  const lookalike = { folder: 2, known: 1, missing: 3 };
  const first = indexing.add(library, addition);
  calls[0]?.end(3, undefined, [lookalike]);
  await first;
  expect(indexing.separate).toEqual({ addition, lookalike, name: 'Camera' });
  const second = indexing.add(library, addition);
  expect(indexing.separate).toBeUndefined();
  calls[1]?.end(3, undefined, [lookalike]);
  await second;
  indexing.dismissSeparate();
  expect(indexing.separate).toBeUndefined();
});
