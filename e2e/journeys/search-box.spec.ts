import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { dropFile } from '../folders.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, FEW, SAMPLES } from '../workspace.ts';

test('the search box says what, when and which, by keyboard only', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  const { box } = search;
  const status = page.getByRole('status');
  const chip = (name: string) => page.getByRole('button', { name: `Change: ${name}` });
  await search.open();
  await search.chooseFolder(albumOf(FEW));
  await search.indexed(FEW);

  // A filter becomes a chip with the space after it.
  await page.keyboard.press('/');
  await page.keyboard.type('umbrella is:landscape ');
  await expect(chip('landscape format')).toBeVisible();
  await expect(box).toHaveValue('umbrella ');
  await expect(search.photos.first()).toHaveAttribute('alt', 'beach-umbrella.webp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#q=umbrella\+is%3Alandscape$/);

  // Completion with counts.
  await page.keyboard.press('Escape');
  await expect(status).toContainText('newest first');
  await page.keyboard.type('type:we');
  await expect(page.getByRole('option', { name: `WEBP ${FEW} photos` })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(chip('WEBP')).toBeVisible();
  await expect(box).toHaveValue('');
  expect(await axeFindings(page)).toEqual([]);

  // What models do not understand is offered as a chip, and nothing is rewritten without being asked for.
  await page.keyboard.type('a beach without people');
  const offer = page.getByRole('button', { name: 'without people, instead of the words “without people”' });
  await expect(offer).toBeVisible();
  await expect(box).toHaveValue('a beach without people');
  await offer.focus();
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('a beach');
  await expect(box).toBeFocused();
  // What is changed before the answer shares its entry in the history.
  await expect(page).toHaveURL(/-people/);

  // The editor of a chip.
  await chip('without people').focus();
  await page.keyboard.press('Enter');
  const editor = page.getByRole('dialog', { name: 'without people' });
  await expect(editor).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await editor.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Escape');
  await expect(chip('-2 × people')).toBeVisible();
  await expect(page).toHaveURL(/#q=a\+beach\+-2\*people\+type%3Awebp$/);

  // The address brings all of it back.
  await page.reload();
  await expect(chip('-2 × people')).toBeVisible();
  await expect(box).toHaveValue('a beach');
  await page.goBack();
  await expect(chip('without people')).toBeVisible();

  // What is not understood is said, with what was probably meant.
  await box.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.type('is:portait');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Did you mean is:portrait?' }).focus();
  await page.keyboard.press('Enter');
  await expect(chip('portrait format')).toBeVisible();
  await page.getByRole('button', { name: 'Save this search' }).click();

  // A photo joins the words.
  await box.focus();
  await page.keyboard.press('Escape');
  await search.search('umbrella', 'beach-umbrella.webp');
  await search.photos.first().click();
  await page.getByRole('button', { name: 'Add to search' }).click();
  await expect(chip('like beach-umbrella.webp')).toBeFocused();
  await expect(box).toHaveValue('umbrella');
  await page.keyboard.press('Delete');
  await expect(box).toBeFocused();

  // Saved and recent searches.
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').first()).toHaveText(/is:portrait\s*saved/);
  await expect(page.getByRole('option', { name: 'umbrella recent' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');

  // The help.
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'What you can search for' });
  await expect(help).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await help.getByRole('button', { name: '-is:screenshot' }).click();
  await expect(chip('not: screenshots')).toBeVisible();
});

test('pictures join the words in the search box, dropped or pasted', async ({ page, context }) => {
  const search = new PhotoSearchPage(page);
  const { box } = search;
  const status = page.getByRole('status');
  const chip = (name: string) => page.getByRole('button', { name: `Change: ${name}` });
  await search.open();
  await search.chooseFolder(albumOf(FEW));
  await search.indexed(FEW);
  await search.search('umbrella', 'beach-umbrella.webp');

  const { x, y, width, height } = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await dropFile(page, join(SAMPLES, 'banana.webp'), { x: x + width / 2, y: y + height / 2 });
  await expect(chip('like banana.webp')).toBeVisible();
  await expect(box).toHaveValue('umbrella');
  await expect(status).toContainText('best match first');
  // The words alone stand in the address, because a picture of elsewhere has none.
  await expect(page).toHaveURL(/#q=umbrella$/);
  expect((await search.status())?.photos).toBe(FEW);
  await box.fill('');
  await expect(search.photos.first()).toHaveAttribute('alt', 'banana.webp');

  // The rest by keyboard only.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await copyPicture(page, 'samples/basketball.webp');
  await box.blur();
  await page.keyboard.press('/');
  await expect(box).toBeFocused();
  await page.keyboard.press('Control+V');
  await expect(chip('like the pasted picture')).toBeVisible();
  await expect(chip('like banana.webp')).toBeVisible();
  await expect(box).toBeFocused();
  expect(await axeFindings(page)).toEqual([]);

  // Less of one than of the other.
  await chip('like banana.webp').focus();
  await page.keyboard.press('Enter');
  const editor = page.getByRole('dialog', { name: 'like banana.webp' });
  await editor.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Escape');
  await expect(chip('-2 × like banana.webp')).toBeVisible();
  await expect(search.photos.first()).toHaveAttribute('alt', 'basketball.webp');

  await chip('-2 × like banana.webp').focus();
  await page.keyboard.press('Delete');
  await expect(chip('-2 × like banana.webp')).toBeHidden();
  await expect(box).toBeFocused();
  await page.keyboard.press('Backspace');
  await expect(chip('like the pasted picture')).toBeHidden();
  await expect(status).toContainText('newest first');
});

/** Puts a picture on the clipboard, as “copy picture” does. */
async function copyPicture(page: Page, address: string): Promise<void> {
  await page.evaluate(async (address) => {
    const bitmap = await createImageBitmap(await (await fetch(address)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    const png = await canvas.convertToBlob();
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
  }, address);
}
