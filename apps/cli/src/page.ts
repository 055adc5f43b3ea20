import type { Page } from 'playwright';
import { withBrowser } from './profile.ts';
import { serve } from './serve.ts';

/**
 * Opens an empty, cross-origin isolated page of the built site in a headless browser. The page has a folder input,
 * and the built modules are at `web-clip/` beside it.
 *
 * @param work Runs with the page. Browser and server close when it ends.
 * @returns The result of the work.
 */
export async function withPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const { server, url } = await serve(0);
  try {
    return await withBrowser(async (browser) => {
      const page = await browser.newPage();
      const blank = new URL('command.html', url).href;
      await page.route(blank, (route) =>
        route.fulfill({
          contentType: 'text/html',
          headers: server.config.preview.headers as Record<string, string>,
          body: '<!doctype html><input type="file" webkitdirectory multiple>',
        }),
      );
      await page.goto(blank);
      return work(page);
    });
  } finally {
    await server.close();
  }
}
