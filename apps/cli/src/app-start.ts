import type { Result, Row } from '@web-clip/bench/result';
import { rowOf } from '@web-clip/bench/statistics';
import type { Page } from 'playwright';
import { withBrowser } from './profile.ts';

const WORDS = 'a penguin';

/**
 * Measures the app itself, with the bundled model: from its address to a first answer, on a first visit,
 * which indexes the sample album, and on the next one, which finds everything stored.
 *
 * @param url The app's address.
 * @param runs How often.
 */
export async function appStart(url: string, runs: number): Promise<Result> {
  const [first, next]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    process.stderr.write(`\r\u001b[Kstart of the app: run ${run + 1} of ${runs}`);
    await withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.goto(url);
      await page.getByRole('button', { name: /sample album/i }).click();
      await page.getByRole('button', { name: 'Cancel' }).waitFor();
      await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'hidden' });
      first.push(await answered(page));
      await page.goto(url);
      next.push(await answered(page));
    });
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
