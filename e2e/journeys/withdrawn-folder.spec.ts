import { renameSync } from 'node:fs';
import { type BrowserContext, expect, test } from '@playwright/test';
import { newProfile, openBrowser } from '../faults/site.ts';
import { dropFolder, withdrawFolders } from '../folders.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf } from '../workspace.ts';

/** What is left of a person's permissions is kept with their profile. */
let context: BrowserContext;
let removeProfile: () => void;

test.beforeEach(async () => {
  const { profile, remove } = newProfile();
  removeProfile = remove;
  context = await openBrowser(profile);
});
test.afterEach(async () => {
  await context.close();
  removeProfile();
});

async function openPage(url: string | undefined): Promise<PhotoSearchPage> {
  const page = await context.newPage();
  await page.goto(url as string);
  const search = new PhotoSearchPage(page);
  await expect.poll(async () => (await search.status())?.photos).toBe(0);
  return search;
}

test('a folder whose permission is withdrawn keeps its photos, is offered, and goes on when it is given again', async ({
  baseURL,
}) => {
  const search = await openPage(baseURL);
  const { page } = search;
  const album = albumOf(200);
  await dropFolder(page, album);
  await expect.poll(async () => (await search.status())?.searchable).toBeGreaterThan(0);
  await search.cancel.click();
  await expect(search.cancel).toBeHidden();
  const kept = (await search.status())?.searchable as number;
  expect(kept).toBeLessThan(200);

  test.skip(!(await withdrawFolders(page)), 'this browser has no settings');
  const refusal = await page.evaluate(async () => {
    const library = await document.querySelector('photo-search')?.library;
    const [folder] = (await library?.folders()) ?? [];
    return library?.add(folder?.handle as FileSystemDirectoryHandle).catch((error) => error.message);
  });
  expect(refusal).toBe(
    'The folder “album” could not be read: it was moved, or access was withdrawn. Choose it again.',
  );

  await page.reload();
  const offer = page.getByRole('button', { name: 'Index ‘album’ again' });
  await expect(offer).toBeVisible();
  expect(await search.status()).toEqual({ photos: kept, searchable: kept, failed: 0 });
  await dropFolder(page, album);
  await search.indexed(200);
  await expect(offer).toBeHidden();
  expect(await search.status()).toEqual({ photos: 200, searchable: 200, failed: 0 });
});

test('a folder that is gone on the next visit keeps its photos, and the page says so', async ({
  baseURL,
}) => {
  const search = await openPage(baseURL);
  const { page } = search;
  const album = albumOf(3);
  await dropFolder(page, album);
  await search.indexed(3);
  // Chromium forgets permissions when the last page of a site goes, be it to be loaded again.
  await (await context.newPage()).goto(`${baseURL}icon.svg`);
  await page.bringToFront();
  renameSync(album, `${album}-elsewhere`);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('The folder “album” could not be read: it was moved');
  await search.search('a basketball', 'basketball.webp');
  renameSync(`${album}-elsewhere`, album);
  await page.reload();
  await search.indexed(3);
  await expect(page.getByRole('alert')).toBeEmpty();
});
