import { expect, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { samples } from '../workspace.ts';

test('after a first visit the page works with the network off', async ({ page, context }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  // The worker stores both encoders, and the service worker everything else.
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const cached = (
            await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
          )
            .flat()
            .map(({ url }) => url);
          return ['.wasm', '.mjs', 'index.json'].every((end) => cached.some((url) => url.includes(end)));
        }),
      { timeout: 60_000 },
    )
    .toBe(true);
  await page.evaluate(async () => (await document.querySelector('photo-search')?.clip)?.prefetch());

  await context.setOffline(true);
  await page.reload();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await search.chooseSamples();
  await search.indexed(samples().length);
  await search.search('a guitar', 'guitar-on-stage.webp');
});

test('nothing is ever asked of another origin', async ({ page, context, baseURL }) => {
  const elsewhere: string[] = [];
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(baseURL as string).origin)
      elsewhere.push(request.url());
  });
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseSamples();
  await search.indexed(samples().length);
  await search.search('a guitar', 'guitar-on-stage.webp');
  expect(elsewhere).toEqual([]);
});
