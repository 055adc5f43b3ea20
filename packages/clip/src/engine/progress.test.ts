import { expect, test } from 'vitest';
import { type ClipProgress, DownloadMeter } from './progress.ts';

test('every waiting call hears of all running downloads', async () => {
  const meter = new DownloadMeter();
  const [first, second]: ClipProgress[][] = [[], []];
  await meter.during(
    (progress) => first?.push(progress),
    async () => {
      meter.report({ url: 'a', loaded: 10, total: 100 });
      await meter.during(
        (progress) => second?.push(progress),
        async () => meter.report({ url: 'b', loaded: 5, total: 0 }),
      );
    },
  );
  expect(first).toEqual([
    { phase: 'download', done: 10, total: 100 },
    { phase: 'download', done: 15, total: 105 },
  ]);
  expect(second).toEqual([{ phase: 'download', done: 15, total: 105 }]);
});

test('a call does not hear of earlier downloads', async () => {
  const meter = new DownloadMeter();
  meter.report({ url: 'a', loaded: 100, total: 100 });
  const heard: ClipProgress[] = [];
  const listen = (progress: ClipProgress): void => void heard.push(progress);
  await meter.during(listen, async () => meter.report({ url: 'b', loaded: 1, total: 10 }));
  await meter.during(listen, async () => meter.report({ url: 'c', loaded: 2, total: 20 }));
  expect(heard).toEqual([
    { phase: 'download', done: 1, total: 10 },
    { phase: 'download', done: 2, total: 20 },
  ]);
});
