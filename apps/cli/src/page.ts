import { chromium, type Page } from 'playwright';
import { BROWSER_ARGUMENTS, findBrowser } from './browser.ts';
import { serve } from './serve.ts';

/**
 * Opens an empty page of the built site in a headless browser, cross-origin isolated, with a folder
 * input on it. The built modules are at `web-clip/` beside it.
 *
 * @param work What to do with the page; browser and server end with it.
 * @returns What the work returns.
 */
export async function withPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const { server, url } = await serve(0);
  const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGUMENTS });
  try {
    const page = await browser.newPage();
    // tsx wraps functions in calls of this, also those that are sent to the page: https://github.com/privatenumber/tsx/issues/113
    await page.addInitScript('globalThis.__name = (target) => target');
    const blank = new URL('command.html', url).href;
    await page.route(blank, (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: server.config.preview.headers as Record<string, string>,
        body: '<!doctype html><input type="file" webkitdirectory multiple>',
      }),
    );
    await page.goto(blank);
    return await work(page);
  } finally {
    await browser.close();
    await server.close();
  }
}
