import { type BrowserContext, chromium } from 'playwright';
import { BROWSER_ARGUMENTS, findBrowser } from './browser.ts';

/**
 * Needed by every page that evaluates functions, because tsx wraps them in calls of this
 * (https://github.com/privatenumber/tsx/issues/113).
 */
export const NAMES = 'globalThis.__name = (target) => target';

/**
 * Starts a browser with a profile on disk, like a user's. A browser without one keeps all storage in memory, and
 * little of it.
 *
 * @param profile Folder of the profile. An empty path creates a new one, which is deleted with the browser.
 * @param args Arguments of the browser.
 * @param executablePath The browser. Default: the one that is found.
 */
export async function openProfile(
  profile: string,
  args: readonly string[],
  executablePath = findBrowser(),
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...args],
  });
  await context.addInitScript(NAMES);
  return context;
}

/**
 * Starts a browser with a new profile.
 *
 * @param work Runs with the browser. Browser and profile end with it.
 * @returns The result of the work.
 */
export async function withBrowser<T>(work: (browser: BrowserContext) => Promise<T>): Promise<T> {
  const browser = await openProfile('', BROWSER_ARGUMENTS);
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
