import { join } from 'node:path';
import { expect, type Page, test, type Worker } from '@playwright/test';
import { hostModel } from '../faults/model-host.ts';
import { choose, modelInUse, offerHosted } from '../offered.ts';
import { patiently } from '../patience.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, MANY, WORKSPACE } from '../workspace.ts';

/** @returns The workers that encode, one per model, in the order in which they started. */
const encoders = (page: Page): Worker[] =>
  page.workers().filter((worker) => /\/worker-[^/]*\.js$/.test(new URL(worker.url()).pathname));

/**
 * Ends a worker that encodes, like a browser that is low on memory.
 *
 * @param which Its index among the workers that encode.
 * @param of Number of workers to wait for, because a replaced one may not have ended yet.
 */
async function kill(page: Page, which = 0, of = 1): Promise<void> {
  await expect.poll(() => encoders(page).length).toBe(of);
  await encoders(page)
    [which]?.evaluate(() => self.close())
    .catch(() => undefined);
}

test('a worker that dies while indexing is restarted once, and nothing is lost', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(albumOf(MANY));
  const searchable = async (): Promise<number> => (await search.status())?.searchable ?? 0;
  await expect.poll(searchable, { intervals: [20] }).toBeGreaterThan(0);
  const kept = await searchable();
  await kill(page);
  await expect(page.getByText('The model stopped and was restarted. Nothing is lost.')).toBeVisible();
  await expect(page.getByRole('alert')).toBeEmpty();
  await search.indexed(MANY);
  // Photos that the first worker had committed were not encoded again.
  const runs = await search.encoderRuns();
  expect(kept).toBeLessThan(MANY);
  expect(runs).toBeLessThanOrEqual(Math.ceil((MANY - kept) / (await search.batchSize())));
  await search.box.fill('pizza');
  await expect(search.photos.first()).toHaveAttribute('alt', /slice-of-pizza/);

  await kill(page);
  await expect(page.getByRole('alert')).toContainText('The model stopped twice within minutes');
  await page.reload();
  await expect.poll(searchable).toBe(MANY);
});

test('a model that dies stays the chosen one, and the user learns that the next one is dropped', async ({
  page,
}) => {
  // This test indexes many photos, three times completely.
  test.slow();
  const repository = 'someone/other-clip';
  const host = await hostModel(repository, join(WORKSPACE, 'public/models/pocket'));
  const search = new PhotoSearchPage(page);
  await search.open();
  await offerHosted(page, host.url, repository);
  await search.chooseFolder(albumOf(MANY));
  await search.indexed(MANY);
  const preparing = page.getByText('Preparing your photos');

  await choose(page, 'Other');
  await expect(preparing).toBeVisible();
  await kill(page, 1, 2);
  await expect(page.getByRole('alert')).toHaveText(
    /^\s*The model stopped\. .* try again\. Pocket stays in use\.\s*$/,
  );

  await choose(page, 'Other');
  await expect(preparing).toBeVisible();
  await kill(page, 0, 2);
  await expect(page.getByText('Nothing is lost. The switch to Other was cancelled.')).toBeVisible();
  expect(await modelInUse(page)).toBe('pocket');

  await page.reload();
  await offerHosted(page, host.url, repository);
  await choose(page, 'Other');
  await search.chooseFolder(albumOf(MANY));
  await expect.poll(() => modelInUse(page), { timeout: patiently(100_000) }).toBe(repository);
  await search.indexed(MANY);
  await page.evaluate(() => {
    window.Worker = class {
      constructor() {
        throw new Error('There is no memory for a worker.');
      }
    } as unknown as typeof Worker;
  });
  await kill(page);
  await expect(page.getByRole('alert')).toContainText('The model stopped and did not restart.');
  await expect(page.getByText('Nothing is lost')).toBeHidden();
  expect(await page.evaluate(() => localStorage.getItem('photo-search:photos:model'))).toBe(repository);
  await host.close();
});
