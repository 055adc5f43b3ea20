import puppeteer, { type Browser, type ElementHandle, type KeyInput, type Page } from 'puppeteer-core';
import type { BrowserDriver, Tab } from './driver.ts';
import { callOf } from './scripts.ts';

/**
 * Time limit for a start, in milliseconds. A first start writes a profile, which can take a minute on a busy machine.
 */
const LAUNCH_LIMIT = 120_000;
/** Time limit of one call, for example to run a whole parity pack, in milliseconds. */
const CALL_LIMIT = 600_000;

/**
 * Starts stock Firefox, headless with a new profile, over WebDriver BiDi.
 *
 * @param executable Path of Firefox.
 */
export async function startFirefox(executable: string): Promise<BrowserDriver> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: executable,
    headless: true,
    timeout: LAUNCH_LIMIT,
    protocolTimeout: CALL_LIMIT,
    defaultViewport: { width: 1200, height: 800 },
    extraPrefsFirefox: {
      // Otherwise `navigator.storage.persist()` waits for the user.
      'permissions.default.persistent-storage': 1,
    },
  });
  const complaints: string[] = [];
  return {
    version: (await browser.version()).replace('/', ' '),
    complaints,
    newTab: async () => tabOf(await openPage(browser, complaints)),
    close: () => browser.close(),
  };
}

async function openPage(browser: Browser, complaints: string[]): Promise<Page> {
  const page = await browser.newPage();
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return page;
}

function tabOf(page: Page): Tab {
  return {
    goto: async (url) => void (await page.goto(url, { timeout: LAUNCH_LIMIT })),
    evaluate: async (run, argument) => JSON.parse((await page.evaluate(callOf(run, argument))) as string),
    setFiles: async (input, paths) => {
      const found = (await page.evaluateHandle(input)).asElement() as ElementHandle<HTMLInputElement> | null;
      if (!found) throw new Error(`There is no file input: ${input}`);
      await found.uploadFile(...paths);
    },
    click: (x, y) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key as KeyInput),
    type: (text) => page.keyboard.type(text),
    screenshot: () => page.screenshot(),
    close: () => page.close(),
  };
}
