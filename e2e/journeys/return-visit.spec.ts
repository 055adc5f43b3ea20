import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, SAMPLES } from '../workspace.ts';

/** Records the network requests for models, by any worker. */
function modelRequests(page: Page): string[] {
  const urls: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().includes('/models/')) urls.push(request.url());
  });
  return urls;
}

test('after a reload nothing is downloaded or embedded again, except for changes', async ({ page }) => {
  const album = albumOf(20);
  const search = new PhotoSearchPage(page);
  const requests = modelRequests(page);
  await search.open();
  await search.chooseFolder(album);
  await search.indexed(20);
  await search.search('bread', 'bread.webp');
  const before = await search.names();
  expect(requests.length).toBeGreaterThan(0);
  await expect.poll(() => search.encoderRuns()).toBeGreaterThan(1);

  requests.length = 0;
  await page.reload();
  await search.search('bread', 'bread.webp');
  expect(await search.names()).toEqual(before);
  await search.chooseFolder(album);
  await expect(search.cancel).toBeHidden();
  expect(await search.encoderRuns()).toBe(0);
  expect(requests).toEqual([]);

  copyFileSync(join(SAMPLES, 'strawberry.webp'), join(album, 'strawberry.webp'));
  await search.chooseFolder(album);
  await search.indexed(21);
  expect(await search.encoderRuns()).toBe(1);
  await search.search('strawberry', 'strawberry.webp');

  rmSync(join(album, 'strawberry.webp'));
  await search.chooseFolder(album);
  await search.indexed(20);
  await expect.poll(() => search.names()).not.toContain('strawberry.webp');
  expect(await search.encoderRuns()).toBe(1);
  expect(requests).toEqual([]);
});

test('a folder of an earlier visit is offered again', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(albumOf(3));
  await search.indexed(3);
  await page.reload();
  const offer = page.getByRole('button', { name: /album.* again/ });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), offer.click()]);
  await chooser.setFiles(albumOf(4));
  await search.indexed(4);
});
