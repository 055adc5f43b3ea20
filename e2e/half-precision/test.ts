import { test as base } from '@playwright/test';
import { TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { type HalfPrecisionBrowser, makeHalfPrecisionBrowser } from './browser.ts';

interface WorkerFixtures {
  /** The browser that the tests run in, or why there is none. */
  halfPrecision: HalfPrecisionBrowser;
}

/** A test in a browser with half precision. It is skipped, with the reason, if there is none. */
export const test = base.extend<{ onlyWithHalfPrecision: undefined }, WorkerFixtures>({
  halfPrecision: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that the fixture needs no others.
    async ({}, use) => use(await makeHalfPrecisionBrowser()),
    { scope: 'worker', timeout: 300_000 },
  ],
  launchOptions: [
    async ({ halfPrecision }, use) =>
      use({ ...('path' in halfPrecision && { executablePath: halfPrecision.path }), args: TEST_ARGUMENTS }),
    { scope: 'worker' },
  ],
  onlyWithHalfPrecision: [
    async ({ halfPrecision }, use, info) => {
      const missing = 'missing' in halfPrecision ? halfPrecision.missing : undefined;
      info.skip(missing !== undefined, `The browser with half precision could not be made: ${missing}.`);
      await use(undefined);
    },
    { auto: true },
  ],
});
