import { expect, test } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { fillLibrary } from '../synthetic-library.ts';

test('photos are found by month and by place, and nothing is asked of others', async ({ page, baseURL }) => {
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  const search = new PhotoSearchPage(page);
  await search.open();
  await fillLibrary(page, 3000);
  await expect(page.getByRole('status')).toHaveText('3,000 photos, newest first');

  const timeline = page.getByRole('slider', { name: 'Timeline' });
  await expect(timeline).toHaveAttribute('aria-valuetext', 'June 2025');
  expect(await axeFindings(page)).toEqual([]);
  await timeline.focus();
  await page.keyboard.press('End');
  await expect(search.photos.last()).toHaveAttribute('alt', '2999.jpg');
  await page.keyboard.press('PageUp');
  await expect(timeline).toHaveAttribute('aria-valuetext', /2006/);
  await page.keyboard.press('Home');
  await expect(timeline).toHaveAttribute('aria-valuetext', 'June 2025');
  const { x, y, width, height } = (await timeline.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 2, y + 5);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(timeline).toHaveAttribute('aria-valuetext', /201[4-6]/);

  await page.getByRole('button', { name: 'Map', exact: true }).click();
  const map = page.getByRole('dialog', { name: '3,000 photos on the map' });
  await expect(map).toBeVisible();
  const sydney = map.getByRole('button', { name: '500 photos' }).last();
  await expect(sydney).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  for (let i = 0; i < 3; i++) await map.getByRole('button', { name: 'Zoom in' }).click();
  await page.keyboard.press('Escape');
  await expect(map).toBeHidden();

  await page.getByRole('button', { name: 'Map', exact: true }).click();
  await sydney.click();
  await expect(map).toBeHidden();
  await expect(page.getByRole('status')).toHaveText('500 photos, newest first');
  expect([...origins].filter((origin) => origin !== 'null')).toEqual([new URL(baseURL ?? '').origin]);
});
