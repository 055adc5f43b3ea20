import type { Result, Row } from '@web-clip/bench/result';
import { rowOf } from '@web-clip/bench/statistics';
import type { Page } from 'playwright';
import { withBrowser } from './profile.ts';

const WORDS = 'a penguin';

/**
 * Measures the app itself with the bundled model, from navigation to the first answer: on a first visit, which
 * indexes the sample album, and on the next one, which finds everything stored.
 *
 * @param url URL of the app.
 * @param runs Number of runs.
 */
export async function appStart(url: string, runs: number): Promise<Result> {
  const [first, next]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    process.stderr.write(`\r\u001b[Kstart of the app: run ${run + 1} of ${runs}`);
    await withBrowser(async (browser) => {
      const page = await browser.newPage();
      first.push(await firstSearch(page, url));
      next.push(await nextSearch(page, url));
    });
  }
  const row = (name: string, values: readonly number[]): Row => rowOf(name, 'web-clip', values);
  return {
    suite: 'start',
    title: 'The app, from opening it to the first answer',
    unit: 'ms',
    rows: [row('first visit', first), row('next visit', next)],
    ratios: [],
    notes: ['With the bundled model. The first visit downloads it and indexes the sample album.'],
  };
}

/**
 * Opens the app for the first time, and has it index the sample album.
 *
 * @param url URL of the app.
 * @returns Milliseconds from the navigation until the best match is shown.
 */
export async function firstSearch(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.getByRole('button', { name: /sample album/i }).click();
  await page.getByRole('button', { name: 'Cancel' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'hidden' });
  return answered(page);
}

/**
 * Opens the app again.
 *
 * @param url URL of the app.
 * @returns As {@link firstSearch}.
 */
export async function nextSearch(page: Page, url: string): Promise<number> {
  await page.goto(url);
  return answered(page);
}

/**
 * Polls on every frame because waiting for locators polls less and less often.
 *
 * @returns Milliseconds from the navigation until the best match is shown.
 */
async function answered(page: Page): Promise<number> {
  const look = { polling: 'raf' } as const;
  await page.evaluate(FIND);
  const box = await page.waitForFunction(
    () => find<HTMLInputElement>('input[type=search]').find(({ disabled }) => !disabled),
    undefined,
    look,
  );
  await box.evaluate((found, words) => {
    const input = found as HTMLInputElement;
    input.value = words;
    input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  }, WORDS);
  const shown = await page.waitForFunction(
    () =>
      find('[role=status]').some(({ textContent }) => textContent.includes('best match first')) &&
      performance.now(),
    undefined,
    look,
  );
  return Number(await shown.jsonValue());
}

/** Finds elements by selector, including those in shadow roots. */
declare function find<T extends Element>(selector: string): T[];
const FIND = `globalThis.find = (selector, root = document) => [
  ...root.querySelectorAll(selector),
  ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? find(selector, shadowRoot) : [])),
]`;
