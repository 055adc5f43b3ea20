import { expect } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { REPOSITORY, test } from '../hosted.ts';
import { choose, modelInUse } from '../offered.ts';
import { patiently } from '../patience.ts';
import { albumOf, FEW, MANY } from '../workspace.ts';

test('a licence that restricts use is agreed to once, before any request', async ({
  page,
  host,
  openWithOther,
}) => {
  const terms = {
    license: 'Research only',
    licenseUrl: 'https://example.org/licence',
    restriction: 'It may be used for research only.',
  };
  let search = await openWithOther(terms);
  await search.chooseFolder(albumOf(FEW));
  await search.indexed(FEW);
  await choose(page, 'Other');
  const question = page.getByRole('dialog', { name: 'Licence for Other' });
  await expect(question).toContainText(terms.restriction);
  await expect(question.getByRole('link', { name: /Research only/ })).toHaveAttribute(
    'href',
    terms.licenseUrl,
  );
  await question.getByRole('button', { name: 'Cancel' }).click();
  await choose(page, 'Other');
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  expect(host.requests).toEqual([]);
  expect(await modelInUse(page)).toBe('pocket');

  await choose(page, 'Other');
  expect(await axeFindings(page)).toEqual([]);
  await question.getByRole('button', { name: 'I agree' }).click();
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  expect(host.requests.length).toBeGreaterThan(0);
  await search.search('a banana', 'banana.webp');
  await choose(page, 'Pocket');
  await expect(page.getByText('Search now uses Pocket')).toBeVisible();

  await page.reload();
  search = await openWithOther(terms);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  await choose(page, 'Pocket');
  await expect(page.getByText('Search now uses Pocket')).toBeVisible();

  await page.reload();
  search = await openWithOther({ ...terms, license: 'Research only, 2.0' });
  await choose(page, 'Other');
  await expect(question).toBeVisible();
});

test('a page that starts with such a model asks too', async ({ page, host, openWithOther }) => {
  await openWithOther({ license: 'Research only', restriction: 'It may be used for research only.' });
  await page.evaluate((model) => {
    const before = document.querySelector('photo-search');
    if (!before) throw new Error('There is no element.');
    const { models, modelHost } = before;
    before.replaceWith(Object.assign(document.createElement('photo-search'), { models, modelHost, model }));
  }, REPOSITORY);
  const question = page.getByRole('dialog', { name: 'Licence for Other' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('No model is running.')).toBeVisible();
  expect(host.requests).toEqual([]);
  await choose(page, 'Other');
  await question.getByRole('button', { name: 'I agree' }).click();
  await expect.poll(() => modelInUse(page)).toBe(REPOSITORY);
});

test('a licence may be read until another model has taken over', async ({ page, openWithOther }) => {
  const search = await openWithOther();
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
  await expect(page.getByText('Search now uses Other')).toBeVisible({ timeout: patiently(100_000) });
  await page.getByRole('button', { name: 'I agree' }).click();
  await expect(page.getByText('Search now uses Third')).toBeVisible({ timeout: patiently(100_000) });
  await expect(page.getByRole('alert')).toBeEmpty();
  expect((await search.status())?.searchable).toBe(MANY);
});
