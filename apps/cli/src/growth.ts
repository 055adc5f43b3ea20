import { setTimeout } from 'node:timers/promises';
import type { Environment, Result } from '@web-clip/bench/result';
import type { Settings } from '@web-clip/bench/settings';
import type { openGrowing } from '@web-clip/bench/suites/growth';
import { growthLevels, growthResult, growthRow } from '@web-clip/bench/suites/growth-result';
import type { JSHandle, Page } from 'playwright';
import { withBenchBrowser } from './bench-browser.ts';

/** Milliseconds for browsers to finish background work after a library was filled. */
const REST = 20_000;

/** Milliseconds for the same between two runs. */
const PAUSE = 1500;

/**
 * Measures the time to add a photo to small and large libraries. The libraries take turns, so that a machine that
 * slows down affects them equally. Each is in a separate browser because libraries of one browser share database
 * files.
 *
 * @param address URL of the bench's page.
 * @param settings The model, where it runs, the number of runs, and the number of photos.
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
      // Alternate the order, because each library runs with caches that the previous one filled.
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
        'Each library has its own browser, and they take turns.',
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
