import { type BrowserContext, chromium } from 'playwright';
import { BROWSER_ARGUMENTS, findBrowser } from './browser.ts';

/**
 * For every page that is sent functions: tsx wraps them in calls of this
 * (https://github.com/privatenumber/tsx/issues/113).
 */
export const NAMES = 'globalThis.__name = (target) => target';

/**
 * Starts a browser with a profile on disk, as a person's is: one without keeps all storage in memory, and little of it.
 *
 * @param profile The profile's folder; an empty path is a new one, which ends with the browser.
 * @param args Arguments for the browser.
 * @param executablePath The browser; the one that is found, if undefined.
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
 * @param work What to do with it; browser and profile end with that.
 * @returns What the work returns.
 */
export async function withBrowser<T>(work: (browser: BrowserContext) => Promise<T>): Promise<T> {
  const browser = await openProfile('', BROWSER_ARGUMENTS);
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
