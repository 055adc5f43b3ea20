import { expect, type Page, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, MANY, samples } from '../workspace.ts';

/** Enough photos that a second tab can open while they are being indexed. */
const ALL = 3 * MANY;

/** Makes the page index a folder that the browser can read again: real files in the origin private file system. */
async function indexFolder(page: Page): Promise<void> {
  await page.evaluate(
    async ({ names, count }) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('Holiday', { create: true });
      for (let i = 0; i < count; i++) {
        const name = names[i % names.length] as string;
        const file = await (await folder.getFileHandle(`${i}-${name}`, { create: true })).createWritable();
        await file.write(new Blob([await (await fetch(`samples/${name}`)).blob(), new Uint8Array(2 * i)]));
        await file.close();
      }
      const library = await document.querySelector('photo-search')?.library;
      void library?.add(folder);
    },
    { names: samples(), count: ALL },
  );
}

const searchable = async (search: PhotoSearchPage): Promise<number> =>
  (await search.status())?.searchable ?? 0;

test('both tabs search while one indexes, and the other takes over when it is closed', async ({
  context,
}) => {
  const first = new PhotoSearchPage(await context.newPage());
  await first.open();
  await indexFolder(first.page);
  await expect.poll(() => searchable(first), { intervals: [20] }).toBeGreaterThan(0);

  const second = new PhotoSearchPage(await context.newPage());
  await second.open();
  const before = await searchable(second);
  // The second tab shows what the first one indexes.
  await expect.poll(() => searchable(second)).toBeGreaterThan(before);
  expect(await second.encoderRuns()).toBe(0);
  await second.box.fill('pizza');
  await expect(second.photos.first()).toHaveAttribute('alt', /slice-of-pizza/);

  await first.page.close();
  const left = ALL - (await searchable(second));
  expect(left).toBeGreaterThan(0);
  await second.indexed(ALL);
  expect(await second.encoderRuns()).toBeGreaterThan(0);
  expect((await second.status())?.photos).toBe(ALL);
});

test('an unfinished folder is named on the next visit', async ({ context }) => {
  const first = new PhotoSearchPage(await context.newPage());
  await first.open();
  await first.chooseFolder(albumOf(ALL));
  await expect.poll(() => searchable(first), { intervals: [20] }).toBeGreaterThan(0);
  await first.page.close();

  const second = new PhotoSearchPage(await context.newPage());
  await second.open();
  await expect(second.page.getByText('Some photos in ‘album’ are not indexed yet.')).toBeVisible();
  await expect(second.page.getByRole('button', { name: 'Choose ‘album’ again' })).toBeVisible();
});
