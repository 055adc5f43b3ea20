import type { Page } from 'playwright';
import { withBrowser } from './profile.ts';

/**
 * Opens a page in a browser of its own. What the page says it is doing is shown.
 *
 * @param work What to do with the page; the browser ends with it.
 * @returns What the work returns.
 * @throws Error if the page or the browser ends before; what the work throws.
 */
export function withBenchBrowser<T>(work: (page: Page) => Promise<T>): Promise<T> {
  return withBrowser(async (browser) => {
    const page = await browser.newPage();
    page.on('console', (line) => {
      if (line.type() === 'info') process.stderr.write(`\r\u001b[K${line.text()}`);
    });
    const failure = new Promise<never>((_, reject) => {
      page.on('crash', () => reject(new Error('The browser’s page crashed: it may be out of memory.')));
      page.on('close', () => reject(new Error('The browser ended: the system may be out of memory.')));
    });
    return await Promise.race([work(page), failure]);
  });
}
