import { devices, expect, type Page, test } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { Fingers, overhanging, smallTargets } from '../fingers.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { ALBUM, addWritableAlbum, BURST, COPIES, namesIn, ORIGINAL, OTHER } from '../writable-album.ts';

async function openWithCopies(page: Page): Promise<PhotoSearchPage> {
  const search = new PhotoSearchPage(page);
  await search.open();
  await addWritableAlbum(page);
  await search.indexed(ALBUM.length);
  return search;
}

test('copies are compared, hidden and moved away by key, and all is undone', async ({ page }) => {
  const search = await openWithCopies(page);
  await page.getByRole('button', { name: 'Clean up' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Clean up' });
  const tab = (name: string) => dialog.getByRole('tab', { name, exact: true });
  const said = (text: string) => dialog.getByRole('status').filter({ hasText: text });
  await expect(tab('Same picture (1)')).toHaveAttribute('aria-selected', 'true');
  await expect(dialog.getByText(`Keep ${ORIGINAL}`, { exact: true })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  // Another one is kept, and compared with the others.
  await dialog.getByRole('radio', { checked: true }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByText('Your choice.')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByText(`Keep ${ORIGINAL}`, { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: `Compare ${ORIGINAL}` }).press('Enter');
  const compare = page.getByRole('dialog', { name: 'Compare' });
  await expect(compare.getByText('Nothing else that is known of them differs.')).toBeVisible();
  await compare.getByRole('radio', { name: 'small.jpg' }).press('Space');
  await expect(compare.getByRole('table', { name: 'What differs' })).toBeVisible();
  await page.keyboard.press('+');
  await expect(compare.getByRole('status')).toContainText('%');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(compare).toBeHidden();

  const hide = dialog.getByRole('button', { name: `Hide 3 copies of ${ORIGINAL}` });
  const undo = dialog.getByRole('button', { name: 'Undo' });
  await hide.press('Enter');
  await expect(said('3 photos are hidden. The files stay.')).toBeVisible();
  await expect(tab('Same picture (0)')).toBeVisible();
  await expect(search.photos).toHaveCount(ALBUM.length - COPIES.length);
  await undo.press('Enter');
  await expect(tab('Same picture (1)')).toBeVisible();
  await expect(search.photos).toHaveCount(ALBUM.length);

  // The photos of a moment, of which two are kept.
  await tab('Same picture (1)').press('ArrowRight');
  await expect(tab('Same moment (1)')).toBeFocused();
  const moment = dialog.getByRole('checkbox');
  await expect(moment).toHaveCount(1 + BURST.length);
  await dialog.getByRole('checkbox', { checked: false }).first().press('Space');
  await dialog.getByRole('button', { name: /^Hide the other one/ }).press('Enter');
  await expect(said('1 photo is hidden. The file stays.')).toBeVisible();
  await undo.press('Enter');
  await expect(search.photos).toHaveCount(ALBUM.length);

  // What was done elsewhere meanwhile stays when this is undone.
  await tab('Same moment (1)').press('ArrowLeft');
  await hide.press('Enter');
  await expect(said('3 photos are hidden')).toBeVisible();
  await page.evaluate(async (name) => {
    const library = await document.querySelector('photo-search')?.library;
    const photo = (await library?.photos())?.find(({ path }) => path === name);
    await library?.marks.set([photo?.id ?? 0], { favourite: true });
  }, OTHER);
  await undo.press('Enter');
  await expect(search.photos).toHaveCount(ALBUM.length);
  expect(await favourites(page)).toEqual([OTHER]);

  // Copies are moved into another folder, and back.
  await dialog.getByRole('button', { name: `Move 3 copies of ${ORIGINAL}` }).press('Enter');
  await expect(dialog.getByText('Move 3 photos into “target”?')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(dialog.getByText('Move 3 photos into “target”?')).toBeHidden();
  expect(await namesIn(page, 'target')).toEqual([]);
  await dialog.getByRole('button', { name: `Move 3 copies of ${ORIGINAL}` }).press('Enter');
  await dialog.getByRole('button', { name: 'Move', exact: true }).press('Enter');
  await expect(said('3 photos moved.')).toBeVisible();
  expect(await namesIn(page, 'target')).toEqual([...COPIES].sort());
  await expect(tab('Same picture (0)')).toBeVisible();
  await expect(search.photos).toHaveCount(ALBUM.length - COPIES.length);
  expect(await axeFindings(page)).toEqual([]);
  await undo.press('Enter');
  await expect(said('3 photos moved back.')).toBeVisible();
  expect([await namesIn(page, 'album'), await namesIn(page, 'target')]).toEqual([ALBUM, []]);
  await expect(tab('Same picture (1)')).toBeVisible();
  await expect(search.photos).toHaveCount(ALBUM.length);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('results show copies as one, with their number', async ({ page }) => {
  const search = await openWithCopies(page);
  await search.box.fill('a castle');
  const shown = ALBUM.length - COPIES.length;
  await expect(search.photos).toHaveCount(shown);
  await expect(page.getByRole('button', { name: `${ORIGINAL} and 3 copies` })).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText(`${shown} photos, best match first`);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show 3 copies' }).press('Enter');
  await expect(search.photos).toHaveCount(ALBUM.length);
  await page.getByRole('button', { name: 'Show copies as one' }).press('Enter');
  await expect(search.photos).toHaveCount(shown);
});

test.describe('on a phone', () => {
  const { defaultBrowserType: _, ...pixel } = devices['Pixel 7'];
  test.use(pixel);

  test('copies are hidden by a tap, and shown again', async ({ page }) => {
    const fingers = await Fingers.on(page);
    const search = await openWithCopies(page);
    const fits = async (): Promise<void> => {
      expect(await smallTargets(page)).toEqual([]);
      expect(await overhanging(page)).toEqual([]);
    };
    await fingers.tap(page.getByRole('button', { name: 'Clean up' }));
    const dialog = page.getByRole('dialog', { name: 'Clean up' });
    await expect(dialog.getByText(`Keep ${ORIGINAL}`, { exact: true })).toBeVisible();
    await fits();
    await fingers.tap(dialog.getByText('small.jpg', { exact: true }));
    await expect(dialog.getByText('Your choice.')).toBeVisible();
    await fingers.tap(dialog.getByRole('button', { name: 'Compare small.jpg' }));
    const compare = page.getByRole('dialog', { name: 'Compare' });
    await expect(compare.getByRole('table', { name: 'What differs' })).toBeVisible();
    await fits();
    await page.goBack();
    await expect(compare).toBeHidden();
    await fingers.tap(dialog.getByRole('button', { name: 'Hide 3 copies of small.jpg' }));
    await expect(dialog.getByRole('status')).toContainText('3 photos are hidden');
    await fits();
    await fingers.tap(dialog.getByRole('button', { name: 'Undo' }));
    // The choice stays.
    await expect(dialog.getByText('Keep small.jpg', { exact: true })).toBeVisible();
    await page.goBack();
    await expect(dialog).toBeHidden();
    await expect(search.photos).toHaveCount(ALBUM.length);
  });
});

/** @returns Names of the favourites. */
function favourites(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const library = await document.querySelector('photo-search')?.library;
    const found = await library?.search({ terms: [], filters: [{ is: 'favourite' }] });
    return (found?.hits ?? []).map(({ photo }) => photo.path);
  });
}
