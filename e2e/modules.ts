import type { Page } from '@playwright/test';

/**
 * Opens an empty, cross-origin isolated page of the site, with the built modules as `webClip` and `photos` on its
 * window.
 *
 * @param site The site's URL, which ends with a slash. Default: the test's site.
 */
export async function openModules(page: Page, site = ''): Promise<void> {
  await page.route('**/blank.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
      body: '<!doctype html><title>blank</title><input type="file" webkitdirectory multiple>',
    }),
  );
  await page.goto(`${site}blank.html`);
  await page.evaluate(async () => {
    const module = (name: string) => import(new URL(`web-clip/${name}.js`, location.href).href);
    Object.assign(window, { webClip: await module('index'), photos: await module('photos') });
  });
}

declare global {
  interface Window {
    webClip: typeof import('@web-clip/clip');
    photos: typeof import('@web-clip/photos');
  }
}
