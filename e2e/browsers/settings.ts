import type { BrowserDriver } from './drivers/driver.ts';
import { startFirefox } from './drivers/firefox.ts';
import { startWebKit } from './drivers/webkit.ts';
import { findFirefox, findMiniBrowser } from './installed.ts';

/** The browsers of this command. The journeys cover Chromium. */
export const BROWSERS = ['firefox', 'webkit'] as const;
/** Name of one of them. */
export type BrowserName = (typeof BROWSERS)[number];

/** A browser in one setting. */
export interface Setting {
  readonly browser: BrowserName;
  /** Its column in the table. */
  readonly title: string;
  /** Whether the short form includes it. */
  readonly isShort: boolean;
  /**
   * @param install Whether to install the browser if it is missing, if that needs no password.
   * @throws NotInstalled that says what to install.
   */
  start(install: boolean): Promise<BrowserDriver>;
}

/** All settings in the order of the table. */
export const SETTINGS: readonly Setting[] = [
  {
    browser: 'firefox',
    title: 'Firefox',
    isShort: true,
    start: async (install) => startFirefox(findFirefox(install)),
  },
  {
    browser: 'webkit',
    title: 'WebKitGTK',
    isShort: true,
    start: async (install) => startWebKit(findMiniBrowser(install), { features: [], sharedMemory: false }),
  },
  {
    browser: 'webkit',
    title: 'WebKitGTK, closer to Safari',
    isShort: false,
    start: async (install) =>
      startWebKit(findMiniBrowser(install), { features: ['FileSystem'], sharedMemory: true }),
  },
];
