import { expect, test } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, FEW } from '../workspace.ts';

test('photos are chosen and marked by mouse and by key, put into albums, hidden, and all is undone', async ({
  page,
}) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(albumOf(FEW));
  await search.indexed(FEW);
  const names = await search.names();
  const [first = '', second = '', third = '', fourth = ''] = names;
  const photo = (name: string) => page.getByRole('button', { name, exact: true });
  const chosen = page.getByRole('group', { name: /chosen/ });
  const news = (text: string) => page.getByText(text, { exact: true });

  // The mouse: a button on the photo, then a range.
  await photo(first).hover();
  await page.getByRole('button', { name: `Choose ${first}` }).click();
  await photo(third).click({ modifiers: ['Shift'] });
  await expect(chosen).toContainText('3 photos chosen');
  expect(await axeFindings(page)).toEqual([]);
  await chosen.getByRole('button', { name: 'Favourite' }).click();
  await expect(news('3 photos are favourites.')).toBeVisible();
  await expect(chosen.getByRole('button', { name: 'Favourite' })).toHaveAttribute('aria-pressed', 'true');
  // Dragging from one to another chooses all between them.
  await page.keyboard.press('Escape');
  await expect(chosen).toHaveCount(0);
  await photo(fourth).hover();
  const [from, to] = [photo(names[3] ?? ''), photo(names[5] ?? '')];
  await page.getByRole('button', { name: `Choose ${fourth}` }).hover();
  await page.mouse.down();
  await to.hover();
  await page.mouse.up();
  await expect(chosen).toContainText('3 photos chosen');
  await expect(from).toHaveAttribute('aria-pressed', 'true');
  await chosen.getByRole('button', { name: 'Choose none' }).click();

  // Keys.
  await photo(`${second} Favourite`).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(chosen).toContainText('2 photos chosen');
  await page.keyboard.press('4');
  await expect(news('2 photos: 4 stars')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(chosen).toContainText(`${FEW} photos chosen`);
  await page.keyboard.press('Escape');

  // Labels of several photos.
  await page.keyboard.press('x');
  await chosen.getByRole('button', { name: 'Rating and labels' }).click();
  const marks = page.getByRole('dialog', { name: 'Rating and labels' });
  await marks
    .getByRole('textbox', { name: 'Add a label' })
    .or(marks.getByRole('combobox', { name: 'Add a label' }))
    .fill('Holidays');
  await page.keyboard.press('Enter');
  await expect(marks.getByRole('button', { name: 'Remove the label Holidays' })).toBeVisible();
  await expect(marks.getByRole('button', { name: '4 stars' })).toHaveAttribute('aria-pressed', 'true');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');

  // Albums.
  await chosen.getByRole('button', { name: 'Albums' }).click();
  const albums = page.getByRole('dialog', { name: 'Albums' });
  await albums.getByRole('textbox', { name: 'Name of a new album' }).fill('Sea');
  await page.keyboard.press('Enter');
  await expect(albums.getByRole('button', { name: 'Sea', exact: true })).toBeVisible();
  await expect(albums.getByRole('listitem')).toContainText('1 photo');
  expect(await axeFindings(page)).toEqual([]);
  await albums.getByRole('button', { name: 'Sea', exact: true }).click();
  await expect(page.getByRole('status').first()).toContainText('1 photo,');
  await page.getByRole('combobox', { name: 'Search your photos' }).focus();
  await page.keyboard.press('Escape');
  await expect(search.photos).toHaveCount(FEW);

  // A photo that is open.
  await photo(fourth).click();
  const opened = page.getByRole('dialog', { name: fourth });
  await page.keyboard.press('l');
  await expect(opened.getByRole('button', { name: 'Favourite' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('i');
  await expect(opened.getByRole('group', { name: 'Rating' })).toBeVisible();
  await page.keyboard.press('5');
  await expect(opened.getByRole('button', { name: '5 stars' })).toHaveAttribute('aria-pressed', 'true');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('h');
  const next = page.getByRole('dialog', { name: names[4] ?? '' });
  await expect(next).toContainText('1 photo is hidden. The file stays.');
  await page.keyboard.press('Escape');
  await expect(search.photos).toHaveCount(FEW - 1);

  // All of it is there after a reload, and can be undone.
  await page.reload();
  await expect(search.photos).toHaveCount(FEW - 1);
  await page.locator('body').press('ControlOrMeta+z');
  await expect(search.photos).toHaveCount(FEW);
  await expect(news('Undone.')).toBeVisible();
  for (const filter of ['is:favourite', 'rating:4..5', 'label:holidays', 'album:sea']) {
    await search.box.fill(filter);
    await page.keyboard.press('Enter');
    await expect(search.photos).toHaveCount({ 'is:favourite': 4, 'rating:4..5': 3 }[filter] ?? 1);
    await page.keyboard.press('Escape');
  }
});
