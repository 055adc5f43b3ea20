import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import type { ModelCard } from 'web-clip';
import { hostModel, type ModelHost } from '../faults/model-host.ts';
import { choose, modelInUse, offerHosted } from '../offered.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, samples, WORKSPACE } from '../workspace.ts';

const REPOSITORY = 'someone/other-clip';

/** Enough to see the change of models under way on a fast machine. */
const MANY = 200;

let host: ModelHost;
test.beforeEach(async () => {
  host = await hostModel(REPOSITORY, join(WORKSPACE, 'public/models/pocket'));
});
test.afterEach(() => host.close());

/** Opens the page with a second model to choose from: the bundled one’s files, from a host. */
async function openWithOther(page: Page, about: Partial<ModelCard> = {}): Promise<PhotoSearchPage> {
  const search = new PhotoSearchPage(page);
  await search.open();
  await offerHosted(page, host.url, REPOSITORY, about);
  await expect.poll(async () => (await search.status()) !== undefined).toBe(true);
  return search;
}

/** An album is indexed, and the other model is getting ready for it. */
async function openWithMany(page: Page): Promise<PhotoSearchPage> {
  const search = await openWithOther(page);
  await search.chooseFolder(albumOf(MANY));
  await search.indexed(MANY);
  await choose(page, 'Other');
  return search;
}

test('another model indexes the photos while the one in use is searched, then takes over', async ({
  page,
}) => {
  const search = await openWithMany(page);
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
  // Whoever looks through the photos meanwhile keeps their place.
  await search.box.press('Tab');
  const focused = page.locator('photo-search-grid button:focus img');
  while ((await focused.count()) === 0) await page.keyboard.press('Tab');
  await expect(focused).toHaveAttribute('alt', /slice-of-pizza/);

  await expect(page.getByText('Search now uses Other')).toBeVisible({ timeout: 100_000 });
  expect(await modelInUse(page)).toBe(REPOSITORY);
  expect((await search.status())?.searchable).toBe(MANY);
  await expect(search.box).toHaveValue('pizza');
  await expect(search.photos.first()).toHaveAttribute('alt', /slice-of-pizza/);
  await expect(page.getByRole('status')).toContainText('best match first');
  await expect(focused).toHaveAttribute('alt', /slice-of-pizza/);
});

test('a licence may be read until yet another model has taken over', async ({ page }) => {
  const search = await openWithOther(page);
  await search.chooseFolder(albumOf(MANY));
  await search.indexed(MANY);
  await page.evaluate(() => {
    const element = document.querySelector('photo-search');
    const pocket = element?.models.find(({ id }) => id === 'pocket');
    if (!element || !pocket?.about) throw new Error('There is no bundled model.');
    const about = { ...pocket.about, restriction: 'It may be used for research only.' };
    element.models = [...element.models, { ...pocket, id: 'third', name: 'Third (test)', about }];
  });
  await choose(page, 'Other');
  await expect(page.getByText('Search still uses Pocket')).toBeVisible();
  await choose(page, 'Third');
  await expect(page.getByText('Search now uses Other')).toBeVisible({ timeout: 100_000 });
  await page.getByRole('button', { name: 'I agree' }).click();
  await expect(page.getByText('Search now uses Third')).toBeVisible({ timeout: 100_000 });
  await expect(page.getByRole('alert')).toBeEmpty();
  expect((await search.status())?.searchable).toBe(MANY);
});

test('another library with another model is not filled with the photos of the one before', async ({
  page,
}) => {
  const search = await openWithOther(page);
  await search.chooseSamples();
  await search.indexed(samples().length);
  await page.evaluate(
    (model) => Object.assign(document.querySelector('photo-search') as object, { name: 'work', model }),
    REPOSITORY,
  );
  await expect(page.getByRole('button', { name: /sample album/i })).toBeVisible();
  expect(await modelInUse(page)).toBe(REPOSITORY);
  expect(await search.status()).toEqual({ photos: 0, searchable: 0, failed: 0 });
});

test('a change of models that is cancelled leaves the one in use, and goes on another time', async ({
  page,
}) => {
  const search = await openWithMany(page);
  await expect(page.getByText(/[1-9]\d* of 200/)).toBeVisible();
  await search.cancel.click();
  await expect(page.getByText('Preparing your photos')).toBeHidden();
  expect(await modelInUse(page)).toBe('pocket');
  await search.box.fill('bread');
  await expect(search.photos.first()).toHaveAttribute('alt', /bread.webp/);

  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible({ timeout: 100_000 });
  expect((await search.status())?.searchable).toBe(MANY);
  expect(await search.encoderRuns()).toBeLessThan(Math.ceil(MANY / (await search.batchSize())));
});

test('the Folders dialog goes over to another model with the page, and not in the midst of a copy', async ({
  page,
}) => {
  await openWithMany(page);
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
  await expect(page.getByText('Preparing your photos')).toBeHidden({ timeout: 100_000 });
  expect(await modelInUse(page)).toBe('pocket');

  const saved = page.waitForEvent('download');
  await page.evaluate(() => dispatchEvent(new Event('go-on')));
  await saved;
  await expect.poll(() => modelInUse(page)).toBe(REPOSITORY);
  await remove.click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('There are none yet.')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('alert')).toBeEmpty();
});

test('a licence that restricts use is asked about once, before anything is requested', async ({ page }) => {
  const terms = {
    licence: 'Research only',
    licenceUrl: 'https://example.org/licence',
    restriction: 'It may be used for research only.',
  };
  let search = await openWithOther(page, terms);
  await search.chooseSamples();
  await search.indexed(samples().length);
  await choose(page, 'Other');
  const question = page.getByRole('dialog', { name: /licence of Other/ });
  await expect(question).toContainText(terms.restriction);
  await expect(question.getByRole('link', { name: /Research only/ })).toHaveAttribute(
    'href',
    terms.licenceUrl,
  );
  await question.getByRole('button', { name: 'Cancel' }).click();
  await choose(page, 'Other');
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  expect(host.requests).toEqual([]);
  expect(await modelInUse(page)).toBe('pocket');

  await choose(page, 'Other');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await question.getByRole('button', { name: 'I agree' }).click();
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  expect(host.requests.length).toBeGreaterThan(0);
  await search.search('pizza', 'slice-of-pizza.webp');
  await choose(page, 'Pocket');
  await expect(page.getByText('Search now uses Pocket')).toBeVisible();

  await page.reload();
  search = await openWithOther(page, terms);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  await choose(page, 'Pocket');
  await expect(page.getByText('Search now uses Pocket')).toBeVisible();

  await page.reload();
  search = await openWithOther(page, { ...terms, licence: 'Research only, 2.0' });
  await choose(page, 'Other');
  await expect(question).toBeVisible();
});

test('a page that begins with such a model asks as well', async ({ page }) => {
  await openWithOther(page, { licence: 'Research only', restriction: 'It may be used for research only.' });
  await page.evaluate((model) => {
    const before = document.querySelector('photo-search');
    if (!before) throw new Error('There is no element.');
    const { models, modelHost } = before;
    before.replaceWith(Object.assign(document.createElement('photo-search'), { models, modelHost, model }));
  }, REPOSITORY);
  const question = page.getByRole('dialog', { name: /licence of Other/ });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('No model is running.')).toBeVisible();
  expect(host.requests).toEqual([]);
  await choose(page, 'Other');
  await question.getByRole('button', { name: 'I agree' }).click();
  await expect.poll(() => modelInUse(page)).toBe(REPOSITORY);
});

test('a folder that the browser remembers is indexed with another model on a later visit', async ({
  page,
}) => {
  let search = await openWithOther(page);
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
  search = await openWithOther(page);
  await search.indexed(samples().length);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  expect((await search.status())?.searchable).toBe(samples().length);
  await search.search('pizza', 'slice-of-pizza.webp');
});

test('photos that have to be chosen again do not hold a model up', async ({ page }) => {
  let search = await openWithOther(page);
  await search.chooseFolder(albumOf(5));
  await search.indexed(5);
  await page.reload();
  search = await openWithOther(page);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  await expect(page.getByText('5 photos are not indexed with this model yet')).toBeVisible();
  const offer = page.getByRole('button', { name: /album.* again/ });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), offer.click()]);
  await chooser.setFiles(albumOf(5));
  await search.indexed(5);
});

test('a download that fails leaves the model in use', async ({ page }) => {
  const search = await openWithOther(page);
  await search.chooseSamples();
  await search.indexed(samples().length);
  host.misbehave(`${REPOSITORY}/resolve/main/onnx/vision_model_quantized.onnx`, 'missing');
  await choose(page, 'Other');
  await expect(page.getByRole('alert')).toContainText('Pocket stays in use.');
  await search.search('pizza', 'slice-of-pizza.webp');
  host.misbehave(`${REPOSITORY}/resolve/main/onnx/vision_model_quantized.onnx`, { stall: 0.04 });
  await choose(page, 'Other');
  await expect(page.getByText('Downloading Other')).toBeVisible();
  await search.cancel.click();
  await expect(page.getByText('Downloading Other')).toBeHidden();
  await expect.poll(() => host.open()).toBe(0);
  expect(await modelInUse(page)).toBe('pocket');
});

test('a hint opens the models at the one that it names', async ({ page }) => {
  const search = await openWithOther(page, { languages: ['en', 'zh', 'ar'] });
  await search.chooseSamples();
  await search.indexed(samples().length);
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

test('the registry has a model to name for Chinese and Arabic', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseSamples();
  await search.indexed(samples().length);
  for (const words of ['狗在海滩上', 'كلب على الشاطئ']) {
    await search.box.fill(words);
    const choose = page.getByRole('button', { name: /^Choose it: / });
    const name = (await choose.getAttribute('aria-label'))?.replace('Choose it: ', '');
    await choose.click();
    await expect(page.getByRole('button', { name: `Use this model: ${name}` })).toBeFocused();
    await page.keyboard.press('Escape');
  }
});

test('a model that nobody publishes is offered only with a host of one’s own', async ({ page }) => {
  await openWithOther(page);
  const choice = page.getByRole('button', { name: 'Use this model: Other' });
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await expect(choice).toBeVisible();
  await page.evaluate(() => {
    const element = document.querySelector('photo-search');
    if (element) element.modelHost = undefined;
  });
  await expect(choice).toBeHidden();
});
