import { join } from 'node:path';
import { WORKSPACE } from '@web-clip/cli/serve';
import type { Page } from 'playwright';

/** A picture of the sample album that every project has, or is given. */
export const IMAGE = join(WORKSPACE, 'public/samples/slice-of-pizza.webp');

/** The name of {@link IMAGE}, when a person chooses it. */
const FILE = 'slice-of-pizza.webp';

/**
 * What a person does in a project's page, and waits to see.
 *
 * @param page The page, which is open.
 * @throws Error if it is not to be seen.
 */
export type Use = (page: Page) => Promise<void>;

/** Waits for what `projects/page.js` finds by itself: a label, and a photo. */
export const watch: Use = async (page) => {
  await page.waitForSelector('html[data-done], html[data-error]', { state: 'attached' });
  const { error, label, hits, element } = await page.evaluate(() => ({
    ...document.documentElement.dataset,
  }));
  if (error) throw new Error(error);
  if (label === 'pizza' && hits === 'pizza.webp' && element === 'true') return;
  throw new Error(`The label is ${label}, and the hits are ${hits}. The element is defined: ${element}.`);
};

/** Chooses an image, and reads its label. */
export const label: Use = async (page) => {
  await page.getByLabel('Image').setInputFiles(IMAGE);
  await page.getByText(/^(a )?pizza/).waitFor();
};

/** Adds a photo to `<photo-search>`, and searches it. */
export const searchElement: Use = async (page) => {
  await page.locator('photo-search .photos-input').setInputFiles(IMAGE);
  await page.getByRole('img', { name: FILE }).waitFor();
  await page.getByRole('combobox', { name: 'Search your photos' }).fill('a slice of pizza');
  await page.getByText(/1 photo, best match first/).waitFor();
};

/** Adds a photo to a page's library, and searches it. */
export const searchLibrary: Use = async (page) => {
  await page.getByLabel('Photos').setInputFiles(IMAGE);
  await page.getByLabel('Search').fill('a slice of pizza');
  await page.getByLabel('Search').press('Enter');
  await page.getByRole('img', { name: FILE }).waitFor();
};
