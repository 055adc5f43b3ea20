import { expect, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, FEW } from '../workspace.ts';

test('a library saved in one browser is searched in another', async ({ page, browser, baseURL }) => {
  const first = new PhotoSearchPage(page);
  await first.open();
  await first.chooseFolder(albumOf(FEW));
  await page.getByRole('button', { name: 'Folders', exact: true }).click();
  await first.indexed(FEW);
  await expect(page.getByRole('listitem').filter({ hasText: `${FEW} photos` })).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a copy' }).click();
  const file = await (await saving).path();

  const other = await browser.newContext({ baseURL: baseURL as string });
  const second = new PhotoSearchPage(await other.newPage());
  await second.open();
  await second.page.getByRole('button', { name: 'Load a saved library' }).click();
  await second.page.getByLabel('A saved library').setInputFiles({
    name: 'notes.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('no library'),
  });
  await expect(second.page.getByText('is not a library that this page saved')).toBeVisible();
  await second.page.getByLabel('A saved library').setInputFiles(file);
  await expect(second.page.getByText(`${FEW} photos added, 0 already here.`)).toBeVisible();
  await second.page.keyboard.press('Escape');
  await second.search('a banana', 'banana.webp');
  expect(await second.encoderRuns()).toBe(0);
  await other.close();
});
