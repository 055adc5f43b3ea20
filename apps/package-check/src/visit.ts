import type { Browser } from 'playwright';

/** What a project's page wrote, and what the browser said; see `projects/page.js`. */
export interface Visit {
  label?: string;
  hits?: string;
  element?: string;
  error?: string;
  /** Messages of the console that are errors or warnings. */
  console: string[];
  /** Paths of the files that were fetched, in this order. */
  files: string[];
}

/** What a page has to write. */
export const EXPECTED = { label: 'pizza', hits: 'pizza.webp', element: 'true' };

/**
 * Opens a project's page, and waits for what it finds.
 *
 * @param browser Opens it in a context of its own, where nothing is stored.
 * @param url The page's.
 * @param milliseconds How long to wait.
 */
export async function visit(browser: Browser, url: string, milliseconds: number): Promise<Visit> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const said: string[] = [];
    const files: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    context.on('request', (request) => files.push(new URL(request.url()).pathname));
    await page.goto(url);
    await page
      .waitForFunction(
        () => document.documentElement.dataset.done ?? document.documentElement.dataset.error,
        undefined,
        { timeout: milliseconds },
      )
      .catch(() => said.push(`Nothing was found in ${milliseconds / 1000} s.`));
    const { label, hits, element, error } = await page.evaluate(() => ({
      ...document.documentElement.dataset,
    }));
    return {
      ...(label && { label }),
      ...(hits && { hits }),
      ...(element && { element }),
      ...(error && { error }),
      console: said,
      files,
    };
  } finally {
    await context.close();
  }
}
