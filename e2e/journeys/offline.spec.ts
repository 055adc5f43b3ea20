import { join } from 'node:path';
import { type BrowserContext, expect, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { SAMPLES, samples } from '../workspace.ts';

test.use({ serviceWorkers: 'allow' });

test('after a first visit the page works offline', async ({ page, context }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.storedForOffline();

  await context.setOffline(true);
  await page.reload();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await search.chooseSamples();
  await search.indexed(samples().length);
  await search.search('a guitar', 'guitar-on-stage.webp');
});

/**
 * Posts photos to the address at which the installed app takes shared files, from a page of another address, and waits
 * until the library has so many.
 */
async function share(
  context: BrowserContext,
  from: string,
  to: string,
  names: readonly string[],
  count: number,
): Promise<void> {
  const other = await context.newPage();
  await other.goto(from);
  await other.setContent(
    `<form method="post" enctype="multipart/form-data" action="${to}"><input type="file" name="photos" multiple><button>Share</button></form>`,
  );
  await other.locator('input').setInputFiles(names.map((name) => join(SAMPLES, name)));
  await Promise.all([other.waitForURL(new URL('./', to).href), other.getByText('Share').click()]);
  const search = new PhotoSearchPage(other);
  await search.indexed(count);
  await other.close();
}

test('photos that another app shares are added, without a network', async ({ page, context }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  const { share_target: target } = await page.evaluate(async () => {
    const { href } = document.querySelector<HTMLLinkElement>('link[rel=manifest]') as HTMLLinkElement;
    return (await fetch(href)).json();
  });
  expect(target).toMatchObject({ method: 'POST', enctype: 'multipart/form-data' });
  await search.storedForOffline();

  await context.setOffline(true);
  const to = new URL(target.action, page.url()).href;
  await share(context, 'about:blank', to, ['guitar-on-stage.webp', 'snowman.webp'], 2);
  await page.reload();
  await search.indexed(2);
  await search.search('a guitar', 'guitar-on-stage.webp');

  // A website could post them, too.
  await context.setOffline(false);
  await context.route('http://elsewhere.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );
  await share(context, 'http://elsewhere.example/', to, ['fish.webp'], 2);
  await page.reload();
  await search.indexed(2);
});

test('the licences of the software and of the bundled model are one link away', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  // The page's service worker answers most requests.
  await search.storedForOffline();
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  const [licences] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Software licences' }).click(),
  ]);
  await expect(licences.getByText('GNU LESSER GENERAL PUBLIC LICENSE').first()).toBeVisible();
  const [card] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: /see its card/ }).click(),
  ]);
  await expect(card.getByText('research').first()).toBeVisible();
});

test('the app’s service worker does not answer for the documentation', async ({ page }) => {
  await new PhotoSearchPage(page).open();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (!active) throw new Error('There is no service worker.');
  });
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
  await page.goto('docs/guide/speed.html');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Speed');
});
