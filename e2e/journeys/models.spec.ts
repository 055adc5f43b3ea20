import { expect } from '@playwright/test';
import { REPOSITORY, test } from '../hosted.ts';
import { choose, modelInUse } from '../offered.ts';
import { patiently } from '../patience.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, FEW, MANY, samples } from '../workspace.ts';

/** Indexes an album, and starts the switch to the other model. */
async function chooseOther(search: PhotoSearchPage): Promise<void> {
  await search.chooseFolder(albumOf(MANY));
  await search.indexed(MANY);
  await choose(search.page, 'Other');
}

test('another model indexes the photos while the current one is searched, then takes over', async ({
  page,
  openWithOther,
}) => {
  const search = await openWithOther();
  await chooseOther(search);
  const preparing = page.getByRole('progressbar', { name: 'Preparing Other' });
  await expect(preparing).toBeVisible();
  await expect(page.getByText('Search still uses Pocket')).toBeVisible();
  await search.box.fill('pizza');
  await expect(search.photos.first()).toHaveAttribute('alt', /slice-of-pizza/);
  await expect(page.getByRole('status')).toContainText('best match first');
  await expect(preparing).toBeVisible();
  expect(await modelInUse(page)).toBe('pocket');
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Getting ready');
  await page.keyboard.press('Escape');
  // A user who browses the photos meanwhile keeps their place.
  await search.box.press('Tab');
  const focused = page.locator('photo-search-grid button:focus img');
  while ((await focused.count()) === 0) await page.keyboard.press('Tab');
  await expect(focused).toHaveAttribute('alt', /slice-of-pizza/);

  await expect(page.getByText('Search now uses Other')).toBeVisible({ timeout: patiently(100_000) });
  expect(await modelInUse(page)).toBe(REPOSITORY);
  expect((await search.status())?.searchable).toBe(MANY);
  await expect(search.box).toHaveValue('pizza');
  await expect(search.photos.first()).toHaveAttribute('alt', /slice-of-pizza/);
  await expect(page.getByRole('status')).toContainText('best match first');
  await expect(focused).toHaveAttribute('alt', /slice-of-pizza/);
});

test('another library with another model does not get the photos of the previous one', async ({
  page,
  openWithOther,
}) => {
  const search = await openWithOther();
  await search.chooseFolder(albumOf(FEW));
  await search.indexed(FEW);
  await page.evaluate(
    (model) => Object.assign(document.querySelector('photo-search') as object, { name: 'work', model }),
    REPOSITORY,
  );
  await expect(page.getByRole('button', { name: /sample album/i })).toBeVisible();
  expect(await modelInUse(page)).toBe(REPOSITORY);
  expect(await search.status()).toEqual({ photos: 0, searchable: 0, failed: 0 });
});

test('a cancelled switch keeps the current model, and continues another time', async ({
  page,
  openWithOther,
}) => {
  const search = await openWithOther();
  await chooseOther(search);
  await expect(page.getByText(new RegExp(`[1-9]\\d* of ${MANY}`))).toBeVisible();
  await search.cancel.click();
  await expect(page.getByText('Preparing your photos')).toBeHidden();
  expect(await modelInUse(page)).toBe('pocket');
  await search.box.fill('bread');
  await expect(search.photos.first()).toHaveAttribute('alt', /bread.webp/);

  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible({ timeout: patiently(100_000) });
  expect((await search.status())?.searchable).toBe(MANY);
  expect(await search.encoderRuns()).toBeLessThan(Math.ceil(MANY / (await search.batchSize())));
});

test('the Folders dialog follows a switch of models, but not during a copy', async ({
  page,
  openWithOther,
}) => {
  await chooseOther(await openWithOther());
  await page.evaluate(async () => {
    const library = await document.querySelector('photo-search')?.library;
    if (!library) throw new Error('There is no library.');
    const save = library.export;
    library.export = async (options) => {
      await new Promise((resolve) => addEventListener('go-on', resolve, { once: true }));
      return save(options);
    };
  });
  await expect(page.getByText('Preparing your photos')).toBeVisible();
  await page.getByRole('button', { name: 'Folders', exact: true }).click();
  const remove = page.getByRole('button', { name: /^Remove/ });
  await expect(remove).toBeDisabled();
  const save = page.getByRole('button', { name: 'Save a copy' });
  await save.click();
  await expect(save).toBeDisabled();
  await expect(save).toBeFocused();
  await expect(page.getByText('Preparing your photos')).toBeHidden({ timeout: patiently(100_000) });
  expect(await modelInUse(page)).toBe('pocket');

  const saved = page.waitForEvent('download');
  await page.evaluate(() => dispatchEvent(new Event('go-on')));
  await saved;
  await expect.poll(() => modelInUse(page)).toBe(REPOSITORY);
  await remove.click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('There are no folders yet.')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('alert')).toBeEmpty();
});

test('a folder that the browser remembers is indexed with another model on a later visit', async ({
  page,
  openWithOther,
}) => {
  let search = await openWithOther();
  await page.evaluate(async (names) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('Holiday', { create: true });
    for (const name of names) {
      const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await file.write(await (await fetch(`samples/${name}`)).blob());
      await file.close();
    }
    await (await document.querySelector('photo-search')?.library)?.add(folder);
  }, samples());
  await page.reload();
  search = await openWithOther();
  await search.indexed(samples().length);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  expect((await search.status())?.searchable).toBe(samples().length);
  await search.search('pizza', 'slice-of-pizza.webp');
});

test('photos that must be chosen again do not hold up a model', async ({ page, openWithOther }) => {
  let search = await openWithOther();
  await search.chooseFolder(albumOf(5));
  await search.indexed(5);
  await page.reload();
  search = await openWithOther();
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  await expect(page.getByText('5 photos are not indexed with this model yet')).toBeVisible();
  const offer = page.getByRole('button', { name: /album.* again/ });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), offer.click()]);
  await chooser.setFiles(albumOf(5));
  await search.indexed(5);
});

test('a failed download leaves the model in use', async ({ page, host, openWithOther }) => {
  const search = await openWithOther();
  await search.chooseFolder(albumOf(FEW));
  await search.indexed(FEW);
  host.misbehave(`${REPOSITORY}/resolve/main/onnx/vision_model_quantized.onnx`, 'missing');
  await choose(page, 'Other');
  await expect(page.getByRole('alert')).toContainText('Pocket stays in use.');
  await search.search('a banana', 'banana.webp');
  host.misbehave(`${REPOSITORY}/resolve/main/onnx/vision_model_quantized.onnx`, { stall: 0.04 });
  await choose(page, 'Other');
  await expect(page.getByText('Downloading Other')).toBeVisible();
  await search.cancel.click();
  await expect(page.getByText('Downloading Other')).toBeHidden();
  await expect.poll(() => host.open()).toBe(0);
  expect(await modelInUse(page)).toBe('pocket');
});

test('a hint opens the list of models at the one that it names', async ({ page, openWithOther }) => {
  const search = await openWithOther({ languages: ['en', 'zh', 'ar'] });
  await search.chooseFolder(albumOf(FEW));
  await search.indexed(FEW);
  for (const words of ['狗在海滩上', 'كلب على الشاطئ']) {
    await search.box.fill(words);
    await expect(page.getByText('Pocket understands English only. Other understands this.')).toBeVisible();
    await page.getByRole('button', { name: 'Choose it: Other' }).click();
    await expect(page.getByRole('button', { name: 'Use this model: Other' })).toBeFocused();
    await page.keyboard.press('Escape');
  }
  await search.box.fill('🐶');
  await expect(page.getByText('Pocket understands English only.')).toBeVisible();
  await expect(page.getByRole('button', { name: /Choose it/ })).toBeHidden();
});

test('the registry has a model to suggest for Chinese and Arabic', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(albumOf(FEW));
  await search.indexed(FEW);
  for (const words of ['狗在海滩上', 'كلب على الشاطئ']) {
    await search.box.fill(words);
    const choose = page.getByRole('button', { name: /^Choose it: / });
    const name = (await choose.getAttribute('aria-label'))?.replace('Choose it: ', '');
    await choose.click();
    await expect(page.getByRole('button', { name: `Use this model: ${name}` })).toBeFocused();
    await page.keyboard.press('Escape');
  }
});

test('a model that nobody publishes is offered only with the page’s own host', async ({
  page,
  openWithOther,
}) => {
  await openWithOther();
  const choice = page.getByRole('button', { name: 'Use this model: Other' });
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await expect(choice).toBeVisible();
  await page.evaluate(() => {
    const element = document.querySelector('photo-search');
    if (element) element.modelHost = undefined;
  });
  await expect(choice).toBeHidden();
});
