import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { SAMPLES, samples, shared, WORKSPACE } from '../workspace.ts';

test('the sample album is indexed and searched', async ({ page }, { config }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await expect(page.getByText(/nothing leaves this device|never leave/i)).toBeVisible();
  await search.chooseSamples();
  await search.indexed(samples().length);
  await search.search('pizza', 'slice-of-pizza.webp');
  await search.search('a penguin', 'penguin-in-snow.webp');
  // The screenshot in the README, renewed by `playwright test --update-snapshots`.
  const path = join(WORKSPACE, 'e2e/screenshots/sample-album.png');
  if (config.updateSnapshots === 'all') await page.screenshot({ path });
});

test('a photo opens large, and leads to similar ones', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(SAMPLES);
  await search.indexed(samples().length);
  await search.search('two cats', 'two-cats.webp');
  await search.photos.first().click();
  const photo = page.getByRole('dialog', { name: 'two-cats.webp' });
  await expect(photo.getByRole('img')).toBeVisible();
  await expect(photo).toContainText('320 × 240');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog', { name: 'two-cats.webp' })).toBeHidden();
  await page.keyboard.press('ArrowLeft');
  await photo.getByRole('button', { name: 'More like this' }).click();
  await expect(photo).toBeHidden();
  await expect(page.getByRole('button', { name: /Remove: .*two-cats/ })).toBeVisible();
  await expect(search.photos.first()).not.toHaveAttribute('alt', 'two-cats.webp');
});

test('an image finds similar photos', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(SAMPLES);
  await search.indexed(samples().length);
  await page.locator('.picture-input').setInputFiles(join(SAMPLES, 'castle.webp'));
  await expect(search.photos.first()).toHaveAttribute('alt', 'castle.webp');
});

test('the folder of captioned photos answers “a dog running on the beach”', async ({ page }) => {
  const folder = shared('photos/captioned');
  test.skip(!folder, 'the captioned photos are not here');
  const captions = new Map<string, string>();
  for (const line of readFileSync(join(folder as string, 'captions.csv'), 'utf8')
    .split('\n')
    .slice(1)) {
    const [file = '', ...caption] = line.split(',');
    captions.set(file, `${captions.get(file) ?? ''} ${caption.join(',')}`);
  }
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(folder as string);
  await search.indexed(80);
  await search.box.fill('a dog running on the beach');
  await expect(page.getByRole('status')).toContainText('best match first');
  const dogsOrBeaches = async () => {
    const best = (await search.names()).slice(0, 6);
    return best.filter((name) => /dog|puppy|beach|shore|sand/i.test(captions.get(name) ?? '')).length;
  };
  await expect.poll(dogsOrBeaches).toBeGreaterThanOrEqual(5);
});
