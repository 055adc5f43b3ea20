import { defineConfig } from '@playwright/test';
import { TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { patiently } from './patience.ts';
import { testBrowser } from './test-browser.ts';

/** Another one lets the tests of two checkouts run at a time. */
const PORT = Number(process.env.WEB_CLIP_TEST_PORT ?? 4199);

/** Runs the journeys in a real browser, on the built site. */
export default defineConfig({
  testDir: 'journeys',
  outputDir: '../.cache/e2e',
  // Each journey already uses several cores to encode photos.
  workers: 2,
  timeout: patiently(120_000),
  expect: { timeout: patiently(30_000) },
  forbidOnly: true,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : 'list',
  webServer: {
    command: `tsx server.ts ${PORT}`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
  },
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 1200, height: 800 },
    // Each journey is a first visit, and a service worker stores 7 MB for the next. Journeys that need it allow it.
    serviceWorkers: 'block',
    launchOptions: { executablePath: testBrowser(), args: TEST_ARGUMENTS },
  },
});
