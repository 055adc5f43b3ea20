import type { Page } from '@playwright/test';

/** How smoothly a page was drawn. Times are in milliseconds. */
export interface Frames {
  count: number;
  /** The time between two frames: the median, the 99th percentile and the longest. */
  median: number;
  most99: number;
  longest: number;
  /** Number of times that more than {@link LIMIT} passed between two frames. */
  late: number;
  /** Processor time of the longest task of the page's thread. Other work on the machine hardly changes it. */
  task: number;
  /** Frames that were long by the page's own work, the longest first, and what it did. */
  long: { duration: number; scripts: string[] }[];
}

/** A frame should take no longer, in milliseconds. */
export const LIMIT = 50;

/** What Chromium tells of a long frame: https://w3c.github.io/long-animation-frames/ */
interface LongFrame extends PerformanceEntry {
  scripts: readonly {
    invoker: string;
    duration: number;
    sourceURL: string;
    sourceFunctionName: string;
    sourceCharPosition: number;
    forcedStyleAndLayoutDuration: number;
  }[];
}

interface Watch {
  times: number[];
  long: Frames['long'];
  end: boolean;
}

/**
 * Counts a page's frames.
 *
 * @param gesture What a person does meanwhile.
 */
export async function framesOf(page: Page, gesture: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const watch: Watch = { times: [], long: [], end: false };
    Object.assign(globalThis, { watch });
    const next = (time: number): void => {
      watch.times.push(time);
      if (!watch.end) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    new PerformanceObserver((list) => {
      for (const { duration, scripts } of list.getEntries() as LongFrame[]) {
        watch.long.push({
          duration,
          scripts: scripts.map(
            (script) =>
              `${script.invoker} in ${script.sourceURL.split('/').at(-1)}:${script.sourceCharPosition} ${script.duration.toFixed(0)} ms, ${script.forcedStyleAndLayoutDuration.toFixed(0)} of it layout`,
          ),
        });
      }
    }).observe({ type: 'long-animation-frame' });
  });
  const endTrace = await traceTasks(page);
  await gesture();
  const task = await endTrace();
  const { times, long } = await page.evaluate(async () => {
    const { watch } = globalThis as unknown as { watch: Watch };
    // Entries arrive after their frame.
    await new Promise((resolve) => setTimeout(resolve, 100));
    watch.end = true;
    return watch;
  });
  const gaps = times
    .slice(1)
    .map((time, i) => time - (times[i] as number))
    .sort((a, b) => a - b);
  const at = (share: number): number => gaps[Math.floor(share * (gaps.length - 1))] ?? 0;
  return {
    count: gaps.length,
    median: at(0.5),
    most99: at(0.99),
    longest: at(1),
    task,
    late: gaps.filter((gap) => gap > LIMIT).length,
    long: long.filter(({ duration }) => duration > LIMIT).sort((a, b) => b.duration - a.duration),
  };
}

/** Chromium's format: https://chromium.googlesource.com/catapult/+/HEAD/docs/trace-event-format.md */
interface TraceEvent {
  name: string;
  tid: number;
  pid: number;
  /** Processor time in microseconds. */
  tdur?: number;
  args: { name?: string };
}

/**
 * Starts to record the tasks of a page's thread.
 *
 * @returns Ends the record, and returns the longest processor time of a task, in milliseconds.
 */
async function traceTasks(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) events.push(event);
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline'] },
  });
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    await session.detach();
    const threads = new Set(
      events
        .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid} ${tid}`),
    );
    let longest = 0;
    for (const { name, pid, tid, tdur = 0 } of events) {
      if (name.endsWith('RunTask') && threads.has(`${pid} ${tid}`)) longest = Math.max(longest, tdur);
    }
    return longest / 1000;
  };
}
