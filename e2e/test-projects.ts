import { playwright } from '@vitest/browser-playwright';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { madeHalfPrecisionBrowser } from './half-precision/made.ts';
import { patiently } from './patience.ts';

/** Tests that run in Node. */
const UNIT: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'unit',
    include: ['{packages,apps,e2e}/**/*.test.ts'],
    exclude: ['**/*.{browser,half-precision,full-precision}.test.ts', '**/node_modules/**'],
    // Each file would load the modules anew, which takes longer than the tests.
    isolate: false,
    // Tests with random inputs take seconds on a busy machine.
    testTimeout: patiently(60_000),
  },
};

const BROWSER_TESTS = 'packages/**/*.browser.test.ts';
/** Tests that need an adapter with half precision. */
const HALF_PRECISION_TESTS = 'packages/**/*.half-precision.test.ts';
/** Tests that need an adapter without it. */
const FULL_PRECISION_TESTS = 'packages/**/*.full-precision.test.ts';
/** Tests of our own shaders, which have to be right on every driver. */
const SHADER_TESTS = 'packages/**/gpu-*.browser.test.ts';

/**
 * The projects of Vitest. Browser tests run in the browser with half precision if it has been made, because its GPU is
 * several times faster.
 *
 * @param browser Path of the installed Chromium.
 * @param args Arguments that start it.
 */
export function testProjects(browser: string, args: readonly string[]): TestProjectInlineConfiguration[] {
  const made = madeHalfPrecisionBrowser();
  if (!made) return [UNIT, inBrowser('browser', browser, args, [BROWSER_TESTS, FULL_PRECISION_TESTS])];
  return [
    UNIT,
    inBrowser('browser', made, args, [BROWSER_TESTS, HALF_PRECISION_TESTS]),
    inBrowser('full precision', browser, args, [SHADER_TESTS, FULL_PRECISION_TESTS]),
  ];
}

/** Tests that run in a browser, one file at a time, because each file already uses several cores to encode. */
const inBrowser = (
  name: string,
  executablePath: string,
  args: readonly string[],
  include: string[],
): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    include,
    testTimeout: patiently(120_000),
    hookTimeout: patiently(120_000),
    expect: { poll: { timeout: patiently(30_000) } },
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath, args: [...args] } }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
