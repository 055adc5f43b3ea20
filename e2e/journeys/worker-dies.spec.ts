import { expect, type Page, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf } from '../workspace.ts';

/** Enough to be interrupted twice on a fast machine. */
const ALL = 200;

/** Ends the worker that encodes, as a browser does that is short of memory. */
async function kill(page: Page): Promise<void> {
  for (const worker of page.workers()) {
    if (/\/worker-[^/]*\.js$/.test(new URL(worker.url()).pathname))
      await worker.evaluate(() => self.close()).catch(() => undefined);
  }
}

test('a worker that dies while photos are indexed is started again once, and nothing is lost', async ({
  page,
}) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(albumOf(ALL));
  const searchable = async (): Promise<number> => (await search.status())?.searchable ?? 0;
  await expect.poll(searchable, { intervals: [20] }).toBeGreaterThan(0);
  const kept = await searchable();
  await kill(page);
  await expect(page.getByText('The model stopped, and was started again. Nothing is lost.')).toBeVisible();
  await expect(page.getByRole('alert')).toBeEmpty();
  await search.indexed(ALL);
  // What the first worker had committed was not done again.
  const runs = await search.encoderRuns();
  expect(kept).toBeLessThan(ALL);
  expect(runs).toBeLessThanOrEqual(Math.ceil((ALL - kept) / (await search.batchSize())));
  await search.box.fill('pizza');
  await expect(search.photos.first()).toHaveAttribute('alt', /slice-of-pizza/);

  await kill(page);
  await expect(page.getByRole('alert')).toContainText('The model stopped twice within minutes');
  await page.reload();
  await expect.poll(searchable).toBe(ALL);
});
