import { expect, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { samples } from '../workspace.ts';

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
