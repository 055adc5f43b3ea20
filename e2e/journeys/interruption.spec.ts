import { expect, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, MANY } from '../workspace.ts';

test('cancelling keeps the indexed photos, and the next time finishes the rest', async ({ page }) => {
  const album = albumOf(MANY);
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(album);
  await expect.poll(async () => (await search.status())?.searchable, { intervals: [20] }).toBeGreaterThan(0);
  await search.cancel.click();
  await expect(search.cancel).toBeHidden();
  const kept = (await search.status())?.searchable as number;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(MANY);
  // If the encoder were still busy with photos, it would answer this after them.
  await page.evaluate(async () => (await document.querySelector('photo-search')?.library)?.search('pizza'));
  expect((await search.status())?.searchable).toBe(kept);
  const runs = await search.encoderRuns();
  await search.chooseFolder(album);
  await search.indexed(MANY);
  expect((await search.encoderRuns()) - runs).toBe(Math.ceil((MANY - kept) / (await search.batchSize())));
});

test('closing the page while indexing loses no indexed photo', async ({ context }) => {
  const album = albumOf(MANY);
  const first = new PhotoSearchPage(await context.newPage());
  await first.open();
  await first.chooseFolder(album);
  let kept = 0;
  await expect
    .poll(
      async () => {
        kept = (await first.status())?.searchable ?? 0;
        return kept;
      },
      { intervals: [20] },
    )
    .toBeGreaterThan(0);
  await first.page.close();

  const second = new PhotoSearchPage(await context.newPage());
  await second.open();
  const found = (await second.status())?.searchable as number;
  expect(found).toBeGreaterThanOrEqual(kept);
  expect(found).toBeLessThan(MANY);
  await second.chooseFolder(album);
  await second.indexed(MANY);
  expect(await second.encoderRuns()).toBe(Math.ceil((MANY - found) / (await second.batchSize())));
  await second.box.fill('pizza');
  await expect(second.photos.first()).toHaveAttribute('alt', /slice-of-pizza/);
});
