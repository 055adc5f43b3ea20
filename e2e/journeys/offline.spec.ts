import { expect, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { samples } from '../workspace.ts';

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
