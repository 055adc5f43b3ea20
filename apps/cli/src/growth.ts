import { setTimeout } from 'node:timers/promises';
import type { Environment, Result } from '@web-clip/bench/result';
import type { Settings } from '@web-clip/bench/settings';
import type { openGrowing } from '@web-clip/bench/suites/growth';
import { growthLevels, growthResult, growthRow } from '@web-clip/bench/suites/growth-result';
import type { JSHandle, Page } from 'playwright';
import { withBenchBrowser } from './bench-browser.ts';

/** Milliseconds in which browsers put away what filling them has left. */
const REST = 20_000;

/** The same between two runs. */
const PAUSE = 1500;

/**
 * Measures what a new photo costs in small libraries and in large ones, which take turns: a machine that
 * gets slower meanwhile gets slower for all. Each is in a browser of its own, since libraries of one
 * browser share a database's files.
 *
 * @param address The bench's page.
 * @param settings Which model, where it runs, how often, and how many photos.
 */
export function growth(
  address: string,
  settings: Settings,
): Promise<{ environment: Environment; result: Result }> {
  const levels = growthLevels(settings.count);
  return withBrowsers(levels.length, async (pages) => {
    const libraries = [];
    for (const [i, level] of levels.entries()) {
      const library = await openLibrary(pages[i] as Page, address, settings);
      await library.evaluate((library, level) => library.fill(level), level);
      libraries.push({ level, library, runs: [] as number[] });
    }
    await setTimeout(REST);
    for (let run = 0; run < settings.runs; run++) {
      // To and fro: who comes after another finds its traces in the caches.
      for (const { library, runs } of run % 2 ? libraries.toReversed() : libraries) {
        runs.push(await library.evaluate((library) => library.add()));
        await setTimeout(PAUSE);
      }
    }
    const [{ library }] = libraries as [(typeof libraries)[0]];
    return {
      environment: await library.evaluate(({ environment }) => environment),
      result: growthResult(
        libraries.map(({ level, runs }) => growthRow(level, runs)),
        'The libraries, each in a browser of its own, took turns.',
      ),
    };
  });
}

function withBrowsers<T>(
  count: number,
  work: (pages: readonly Page[]) => Promise<T>,
  pages: readonly Page[] = [],
): Promise<T> {
  if (pages.length === count) return work(pages);
  return withBenchBrowser((page) => withBrowsers(count, work, [...pages, page]));
}

async function openLibrary(
  page: Page,
  address: string,
  settings: Settings,
): Promise<JSHandle<Awaited<ReturnType<typeof openGrowing>>>> {
  await page.goto(address);
  return page.evaluateHandle((settings) => {
    const bench = globalThis as unknown as { openGrowing: typeof openGrowing };
    return bench.openGrowing(settings, console.info);
  }, settings);
}
