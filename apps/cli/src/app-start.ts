import type { Result, Row } from '@web-clip/bench/result';
import { rowOf } from '@web-clip/bench/statistics';
import { chromium, type Page } from 'playwright';
import { BROWSER_ARGUMENTS, findBrowser } from './browser.ts';

const WORDS = 'a penguin';

/**
 * Measures the app itself, with the bundled model: from its address to a first answer, on a first visit,
 * which indexes the sample album, and on the next one, which finds everything stored.
 *
 * @param url The app's address.
 * @param runs How often.
 */
export async function appStart(url: string, runs: number): Promise<Result> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGUMENTS });
  const [first, next]: [number[], number[]] = [[], []];
  try {
    for (let run = 0; run < runs; run++) {
      process.stderr.write(`\r\u001b[Kstart of the app: run ${run + 1} of ${runs}`);
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(url);
      await page.getByRole('button', { name: /sample album/i }).click();
      await page.getByRole('button', { name: 'Cancel' }).waitFor();
      await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'hidden' });
      first.push(await answered(page));
      await page.goto(url);
      next.push(await answered(page));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  const row = (name: string, values: readonly number[]): Row => rowOf(name, 'web-clip', values);
  return {
    suite: 'start',
    title: 'The app, from its address to a first answer',
    unit: 'ms',
    rows: [row('first visit', first), row('next visit', next)],
    ratios: [],
    notes: ['With the bundled model. The first visit downloads it and indexes the sample album.'],
  };
}

/** @returns Milliseconds from the navigation until the best match is shown. */
async function answered(page: Page): Promise<number> {
  await page.getByRole('searchbox', { name: 'Search your photos' }).fill(WORDS);
  await page.getByRole('status').filter({ hasText: 'best match first' }).waitFor();
  return page.evaluate(() => performance.now());
}
