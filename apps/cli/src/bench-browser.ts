import type { Page } from 'playwright';
import { withBrowser } from './profile.ts';

/**
 * Opens a page in a separate browser, and prints what the page says it is doing.
 *
 * @param work Runs with the page. The browser closes when it ends.
 * @returns The result of the work.
 * @throws Error if the page or the browser closes earlier; whatever the work throws.
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
