import { readFile } from 'node:fs/promises';
import { type Download, devices, expect, type Locator, type Page, test } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { Fingers, overhanging, smallTargets } from '../fingers.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { ALBUM, addWritableAlbum, namesIn, OTHER } from '../writable-album.ts';

async function openAlbum(page: Page): Promise<PhotoSearchPage> {
  const search = new PhotoSearchPage(page);
  await search.open();
  await addWritableAlbum(page);
  await search.indexed(ALBUM.length);
  return search;
}

/** Presses a button of a dialog, and waits for the file that it saves among the downloads. */
async function downloaded(page: Page, press: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return download;
}

const textOf = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8');

/** Reads a ZIP file in the page: path and text or size of each file. */
async function contentsOf(page: Page, download: Download): Promise<Record<string, string | number>> {
  const content = await readFile(await download.path(), 'base64');
  return page.evaluate(async (content) => {
    const { openPhotoExport } = (await import(
      new URL('web-clip/photos.js', location.href).href
    )) as typeof import('@web-clip/photos');
    const zip = new Blob([Uint8Array.from(atob(content), (character) => character.charCodeAt(0))]);
    const { files } = await openPhotoExport([zip]);
    const contents = files.map(async ({ path, open }) => {
      const file = await open();
      return [path, path.endsWith('.xmp') ? await file.text() : file.size] as const;
    });
    return Object.fromEntries(await Promise.all(contents));
  }, content);
}

test('chosen photos are copied, moved, zipped, listed, described and printed by key, and it is undone', async ({
  page,
}) => {
  const search = await openAlbum(page);
  const [first = ''] = (await search.names()).filter((name) => name !== OTHER);
  await page.evaluate(async (name) => {
    const library = await document.querySelector('photo-search')?.library;
    const photo = (await library?.photos())?.find(({ path }) => path === name);
    await library?.marks.set([photo?.id ?? 0], { rating: 4, labels: { add: ['Cats'] } });
  }, OTHER);
  await page.getByRole('button', { name: first, exact: true }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  const bar = page.getByRole('group', { name: /chosen/ });
  await bar.getByRole('button', { name: 'Save' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: `Save ${ALBUM.length} photos` });
  const press = (name: string): Promise<void> =>
    dialog.getByRole('button', { name, exact: true }).press('Enter');
  const said = (text: string): Locator => dialog.getByRole('status').filter({ hasText: text });
  await expect(dialog).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  await press('Copy into a folder');
  await expect(said(`${ALBUM.length} photos copied.`)).toBeVisible();
  expect([await namesIn(page, 'album'), await namesIn(page, 'target')]).toEqual([ALBUM, ALBUM]);
  expect(await axeFindings(page)).toEqual([]);
  await press('Undo');
  await expect(said(`${ALBUM.length} copies removed.`)).toBeVisible();
  expect(await namesIn(page, 'target')).toEqual([]);

  // A browser without a picker of files downloads them.
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  const zip = await downloaded(page, () => press('Save as a ZIP file'));
  await expect(said('The ZIP file is in your downloads.')).toBeVisible();
  const { [`${OTHER}.xmp`]: sidecar, ...photos } = await contentsOf(page, zip);
  expect(Object.keys(photos).sort()).toEqual(ALBUM);
  expect(sidecar).toContain('<xmp:Rating>4</xmp:Rating>');
  expect(sidecar).toContain('<rdf:li>Cats</rdf:li>');

  const table = await textOf(await downloaded(page, () => press('List as a table (CSV)')));
  expect(table.trim().split('\n')).toHaveLength(1 + ALBUM.length);
  expect(table).toMatch(new RegExp(`album,${OTHER},.*Cats`));
  const list = JSON.parse(await textOf(await downloaded(page, () => press('List for programs (JSON)'))));
  expect(list).toHaveLength(ALBUM.length);

  await press('Write XMP sidecars');
  await expect(said('1 sidecar changed.')).toBeVisible();
  expect(await namesIn(page, 'album')).toEqual([...ALBUM, `${OTHER}.xmp`].sort());
  await press('Remove our XMP data');
  await expect(said('1 sidecar cleared.')).toBeVisible();
  expect(await namesIn(page, 'album')).toEqual(ALBUM);

  await press('Print a contact sheet');
  const sheet = page.frameLocator('iframe[title="Print a contact sheet"]');
  await expect(sheet.getByText(OTHER)).toBeAttached();
  await expect(sheet.locator('img')).toHaveCount(ALBUM.length);

  // A move has to be confirmed. Then nothing is left to do with these photos but to undo it.
  await press('Move into a folder');
  await expect(dialog.getByText(`Move ${ALBUM.length} photos into “target”?`)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await press('Cancel');
  await press('Move into a folder');
  await press('Move');
  await expect(said(`${ALBUM.length} photos moved.`)).toBeVisible();
  expect([await namesIn(page, 'album'), await namesIn(page, 'target')]).toEqual([[], ALBUM]);
  await press('Undo');
  await expect(said(`${ALBUM.length} photos moved back.`)).toBeVisible();
  expect([await namesIn(page, 'album'), await namesIn(page, 'target')]).toEqual([ALBUM, []]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(search.photos).toHaveCount(ALBUM.length);
});

test.describe('on a phone', () => {
  const { defaultBrowserType: _, ...pixel } = devices['Pixel 7'];
  test.use(pixel);

  test('a photo is chosen by a long press, and saved by taps', async ({ page }) => {
    const fingers = await Fingers.on(page);
    const search = await openAlbum(page);
    const fits = async (): Promise<void> => {
      expect(await smallTargets(page)).toEqual([]);
      expect(await overhanging(page)).toEqual([]);
    };
    const bar = page.getByRole('group', { name: /chosen/ });
    await fingers.rest(search.photos.first(), () => expect(bar).toBeVisible());
    await fits();
    await fingers.tap(bar.getByRole('button', { name: 'Save' }));
    const dialog = page.getByRole('dialog', { name: 'Save 1 photo' });
    await expect(dialog).toBeVisible();
    await fits();
    await fingers.tap(dialog.getByRole('button', { name: 'Copy into a folder' }));
    await expect(dialog.getByRole('status')).toContainText('1 photo copied.');
    await fits();
    await fingers.tap(dialog.getByRole('button', { name: 'Undo' }));
    await expect(dialog.getByRole('status')).toContainText('1 copy removed.');
    expect(await namesIn(page, 'target')).toEqual([]);
    await page.goBack();
    await expect(dialog).toBeHidden();
  });
});
