import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { BROWSER_ARGUMENTS, findBrowser } from './browser.ts';

/**
 * Opens a page in a browser of its own, whose profile is on disk, like a person's: one without keeps all
 * storage in memory, and little of it. What the page says it is doing is shown.
 *
 * @param work What to do with the page; the browser and its profile end with it.
 * @returns What the work returns.
 */
export async function withBenchBrowser<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'web-clip-'));
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findBrowser(),
      args: BROWSER_ARGUMENTS,
    });
    try {
      const page = await context.newPage();
      page.on('console', (line) => {
        if (line.type() === 'info') process.stderr.write(`\r\u001b[K${line.text()}`);
      });
      return await work(page);
    } finally {
      await context.close();
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
