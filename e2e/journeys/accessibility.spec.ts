import { expect, test } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, FEW } from '../workspace.ts';

test('axe finds no violations', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  expect(await axeFindings(page)).toEqual([]);
  await search.chooseFolder(albumOf(FEW));
  await search.indexed(FEW);
  await search.search('a banana', 'banana.webp');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('MobileCLIP');
  for (const details of await page.getByRole('dialog').locator('summary').all()) await details.click();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await search.photos.first().click();
  await expect(page.getByRole('dialog', { name: 'banana.webp' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('i');
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('WebP');
  expect(await axeFindings(page)).toEqual([]);
});

test('everything works from the keyboard', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(albumOf(FEW));
  await search.indexed(FEW);
  await page.keyboard.press('/');
  await page.keyboard.type('basketball');
  await page.keyboard.press('Enter');
  await expect(search.photos.first()).toHaveAttribute('alt', 'basketball.webp');
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.getByRole('list', { name: 'Photos' }).locator('button:focus').count();
    if (focused > 0) break;
  }
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const photo = page.getByRole('dialog', { name: 'basketball.webp' });
  await expect(photo).toBeVisible();
  const status = photo.getByRole('status');
  await page.keyboard.press('+');
  await expect(status).toHaveText(/^Zoom \d/);
  await page.keyboard.press('r');
  await expect(status).toHaveText('Rotated by 90°');
  await page.keyboard.press('s');
  await expect(photo.getByRole('combobox', { name: 'Time for each photo' })).toBeVisible();
  await page.keyboard.press('s');
  await expect(status).toHaveText('The slide show pauses.');
  await page.keyboard.press('f');
  await expect(photo.getByRole('button', { name: 'Leave full screen' })).toBeVisible();
  await page.keyboard.press('f');
  await expect(photo.getByRole('button', { name: 'Full screen' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'What you can search for' })).toContainText(
    'Start or pause the slide show',
  );
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(photo).toBeHidden();
  await expect(page.getByRole('button', { name: 'basketball.webp', exact: true })).toBeFocused();
});
