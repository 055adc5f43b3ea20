import type { Browser } from 'playwright';
import { type Use, watch } from './uses.ts';

/** What happened while a page was used. */
export interface Visit {
  /** Messages of the console that are errors or warnings. */
  console: string[];
  /** Paths of the files that were fetched, in this order. */
  files: string[];
}

/**
 * Opens a project's page in a context of its own, where nothing is stored, and uses it.
 *
 * @param url The page's.
 * @param milliseconds How long each step may take.
 * @param use What a person does there. Default: the page runs `projects/page.js`.
 * @throws Error that says what the console said, if that fails.
 */
export async function visit(
  browser: Browser,
  url: string,
  milliseconds: number,
  use: Use = watch,
): Promise<Visit> {
  const context = await browser.newContext();
  context.setDefaultTimeout(milliseconds);
  const console: string[] = [];
  const files: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) console.push(message.text());
    });
    page.on('pageerror', (error) => console.push(String(error)));
    context.on('request', (request) => files.push(new URL(request.url()).pathname));
    await page.goto(url);
    await use(page);
    return { console, files };
  } catch (error) {
    const said = console.length > 0 ? `\nThe console says: ${console.join('\n')}` : '';
    throw new Error(`${error instanceof Error ? error.message : error}${said}`, { cause: error });
  } finally {
    await context.close();
  }
}
