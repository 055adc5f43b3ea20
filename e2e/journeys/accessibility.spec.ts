import { expect, test } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { SAMPLES, samples } from '../workspace.ts';

test('axe finds no violations', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  expect(await axeFindings(page)).toEqual([]);
  await search.chooseFolder(SAMPLES);
  await search.indexed(samples().length);
  await search.search('pizza', 'slice-of-pizza.webp');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('MobileCLIP');
  for (const details of await page.getByRole('dialog').locator('summary').all()) await details.click();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await search.photos.first().click();
  await expect(page.getByRole('dialog', { name: 'slice-of-pizza.webp' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('i');
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('WebP');
  expect(await axeFindings(page)).toEqual([]);
});

test('everything works from the keyboard', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(SAMPLES);
  await search.indexed(samples().length);
  await page.keyboard.press('/');
  await page.keyboard.type('elephant');
  await page.keyboard.press('Enter');
  await expect(search.photos.first()).toHaveAttribute('alt', 'elephant.webp');
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.getByRole('list', { name: 'Photos' }).locator('button:focus').count();
    if (focused > 0) break;
  }
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'elephant.webp' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'elephant.webp' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'elephant.webp' })).toBeFocused();
});
