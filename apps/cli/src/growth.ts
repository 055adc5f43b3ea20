import { setTimeout } from 'node:timers/promises';
import type { Environment, Result } from '@web-clip/bench/result';
import type { Settings } from '@web-clip/bench/settings';
import type { openGrowing } from '@web-clip/bench/suites/growth';
import { growthResult, growthRow } from '@web-clip/bench/suites/growth-result';
import type { JSHandle, Page } from 'playwright';
import { withBenchBrowser } from './bench-browser.ts';

/** Photos in the library that the large one is compared with. */
export const SMALL = 1000;

/** Photos in the large one, if nothing else is asked for. */
const LARGE = 100_000;

/** Milliseconds in which browsers put away what filling them has left. */
const REST = 20_000;

/** The same between two runs. */
const PAUSE = 1500;

type Library = JSHandle<Awaited<ReturnType<typeof openGrowing>>>;

/**
 * Measures what a new photo costs in a small library and in a large one, which take turns: a machine that
 * gets slower meanwhile gets slower for both. Each is in a browser of its own, since libraries of one
 * browser share a database's files.
 *
 * @param address The bench's page.
 * @param settings Which model, where it runs, how often, and how many photos.
 */
export function growth(
  address: string,
  settings: Settings,
): Promise<{ environment: Environment; result: Result }> {
  const levels = [SMALL, settings.count ?? LARGE] as const;
  return withBenchBrowser((one) =>
    withBenchBrowser(async (other) => {
      const small = await grown(one, address, settings, levels[0]);
      const large = await grown(other, address, settings, levels[1]);
      const [ofSmall, ofLarge]: [number[], number[]] = [[], []];
      const add = async (library: Library, runs: number[]): Promise<void> => {
        runs.push(await library.evaluate((library) => library.add()));
        await setTimeout(PAUSE);
      };
      await setTimeout(REST);
      for (let run = 0; run < settings.runs; run++) {
        // Whoever comes second finds the caches that the first one has left.
        if (run % 2) await add(large, ofLarge);
        await add(small, ofSmall);
        if (!(run % 2)) await add(large, ofLarge);
      }
      return {
        environment: await small.evaluate(({ environment }) => environment),
        result: growthResult(
          [growthRow(levels[0], ofSmall), growthRow(levels[1], ofLarge)],
          'Two libraries, each in a browser of its own, took turns.',
        ),
      };
    }),
  );
}

async function grown(page: Page, address: string, settings: Settings, level: number): Promise<Library> {
  await page.goto(address);
  const library = await page.evaluateHandle((settings) => {
    const bench = globalThis as unknown as { openGrowing: typeof openGrowing };
    return bench.openGrowing(settings, console.info);
  }, settings);
  await library.evaluate((library, level) => library.fill(level), level);
  return library;
}
