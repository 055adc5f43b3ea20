import { chromium, type Page } from '@playwright/test';
import { findBrowser, TEST_ARGUMENTS } from '@web-clip/cli/browser';
import type { BrowserDriver, Tab } from './driver.ts';
import { callOf } from './scripts.ts';

/** Starts Chromium with a new profile, like the journeys. */
export async function startChromium(): Promise<BrowserDriver> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: TEST_ARGUMENTS });
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  return {
    version: `Chromium ${browser.version()}`,
    complaints,
    newTab: async () => tabOf(await context.newPage()),
    close: () => browser.close(),
  };
}

function tabOf(page: Page): Tab {
  return {
    goto: async (url) => void (await page.goto(url)),
    evaluate: async (run, argument) => JSON.parse(await page.evaluate<string>(callOf(run, argument))),
    setFiles: async (input, paths) => {
      // Uses CDP because Playwright only lets folder inputs choose folders.
      const session = await page.context().newCDPSession(page);
      const { result } = await session.send('Runtime.evaluate', { expression: input });
      if (!result.objectId) throw new Error(`There is no file input at ${input}.`);
      await session.send('DOM.setFileInputFiles', { files: [...paths], objectId: result.objectId });
      await session.detach();
    },
    click: (x, y) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    screenshot: () => page.screenshot(),
    close: () => page.close(),
  };
}
