import { expect, test } from '@playwright/test';
import { newProfile, openBrowser } from '../faults/site.ts';
import { dropFolder, withdrawFolders } from '../folders.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, MANY } from '../workspace.ts';

test('a folder whose permission is revoked keeps its photos, is offered, and continues once allowed again', async ({
  baseURL,
}) => {
  const { profile, remove } = newProfile();
  const context = await openBrowser(profile);
  try {
    const page = await context.newPage();
    await page.goto(baseURL as string);
    const search = new PhotoSearchPage(page);
    await expect.poll(async () => (await search.status())?.photos).toBe(0);
    const album = albumOf(MANY);
    await dropFolder(page, album);
    await expect
      .poll(async () => (await search.status())?.searchable, { intervals: [20] })
      .toBeGreaterThan(0);
    await search.cancel.click();
    await expect(search.cancel).toBeHidden();
    const kept = (await search.status())?.searchable as number;
    expect(kept).toBeLessThan(MANY);

    test.skip(!(await withdrawFolders(page)), 'this browser has no settings');
    const refusal = await page.evaluate(async () => {
      const library = await document.querySelector('photo-search')?.library;
      const [folder] = (await library?.folders()) ?? [];
      return library?.add(folder?.handle as FileSystemDirectoryHandle).catch((error) => error.message);
    });
    expect(refusal).toBe('The folder “album” was moved, or this page lost access to it. Choose it again.');

    await page.reload();
    const offer = page.getByRole('button', { name: 'Index ‘album’ again' });
    await expect(offer).toBeVisible();
    expect(await search.status()).toEqual({ photos: kept, searchable: kept, failed: 0 });
    await dropFolder(page, album);
    await search.indexed(MANY);
    await expect(offer).toBeHidden();
    expect(await search.status()).toEqual({ photos: MANY, searchable: MANY, failed: 0 });
  } finally {
    await context.close();
    remove();
  }
});
