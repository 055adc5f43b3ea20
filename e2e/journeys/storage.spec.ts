import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, expect } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import { newProfile, openBrowser } from '../faults/site.ts';
import { REPOSITORY, test } from '../hosted.ts';
import { choose, openWithHosted, openWithUnlisted } from '../offered.ts';
import { albumOf, samples } from '../workspace.ts';

test('stored models are listed with size and last use, and can be deleted unless in use', async ({
  page,
  host,
}) => {
  const { search, unlisted } = await openWithUnlisted(page, host.url, REPOSITORY);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  const stored = page.getByRole('region', { name: 'Stored in this browser' });
  const model = (name: string) => stored.getByRole('listitem').filter({ hasText: name });
  await expect(stored.getByRole('listitem')).toHaveCount(3);
  await expect(model('Other')).toContainText('In use');
  await expect(model('Other').getByRole('button')).toHaveCount(0);
  await expect(model(unlisted)).toContainText('4.9 MB stored, last used today');
  await expect(stored).toContainText(/this page uses \d+ MB of the browser’s storage/);
  await expect(page.locator(`[data-model="${REPOSITORY}"]`)).toContainText('4.6 MB stored');
  expect(await axeFindings(page)).toEqual([]);

  for (const name of [unlisted, 'Pocket (demonstration)']) {
    await stored.getByRole('button', { name: `Delete ${name}` }).press('Enter');
    await expect(stored).toContainText(`${name} was deleted. That freed 4.9 MB.`);
    await expect(stored.getByRole('heading', { name: 'Stored in this browser' })).toBeFocused();
  }
  await expect(stored.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await search.search('banana', 'banana.webp');
  await choose(page, 'Pocket');
  await expect(page.getByText('Search now uses Pocket')).toBeVisible();
  expect((await search.status())?.searchable).toBe(5);
});

test('the browser is asked to keep data once there is some, never when the page opens', async ({
  page,
  host,
}) => {
  await page.addInitScript(() => {
    const { persist } = StorageManager.prototype;
    let asked = 0;
    StorageManager.prototype.persist = function () {
      Object.assign(window, { asked: ++asked });
      return persist.call(this);
    };
  });
  const asked = () => page.evaluate(() => (window as { asked?: number }).asked ?? 0);
  let search = await openWithHosted(page, host.url, REPOSITORY);
  await search.chooseSamples();
  await search.indexed(samples().length);
  expect(await asked()).toBe(0);
  await search.chooseFolder(albumOf(3));
  await expect.poll(asked).toBe(1);
  await page.reload();
  search = await openWithHosted(page, host.url, REPOSITORY);
  await search.search('pizza', 'slice-of-pizza.webp');
  expect(await asked()).toBe(0);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  await expect.poll(asked).toBe(1);
});

test('in a private window the page works, and says that nothing is guaranteed', async ({ page, host }) => {
  await openWithHosted(page, host.url, REPOSITORY);
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  const stored = page.getByRole('region', { name: 'Stored in this browser' });
  await expect(stored).toContainText('does when you close a private window');
  await stored.getByRole('button', { name: 'Keep it' }).click();
  await expect(stored).toContainText('The browser did not agree.');
});

test.describe('with a profile on disk', () => {
  let context: BrowserContext | undefined;
  const { profile, remove } = newProfile();
  test.afterEach(async () => {
    await context?.close();
    remove();
  });

  test('a browser that agrees keeps the data', async ({ baseURL }) => {
    context = await openBrowser(profile);
    const page = await context.newPage();
    await page.goto(baseURL ?? '');
    await page.getByRole('button', { name: 'Models', exact: true }).click();
    const stored = page.getByRole('region', { name: 'Stored in this browser' });
    await expect(stored).toContainText('The browser may clear it');
    const session = await context.newCDPSession(page);
    await session.send('Browser.grantPermissions', {
      origin: baseURL ?? '',
      permissions: ['durableStorage'],
    });
    await stored.getByRole('button', { name: 'Keep it' }).click();
    await expect(stored).toContainText('The browser keeps it until you clear it.');
    await expect(stored.getByRole('button', { name: 'Keep it' })).toBeHidden();
  });

  test('the page says what to do if the browser blocks storage', async ({ baseURL }) => {
    mkdirSync(join(profile, 'Default'), { recursive: true });
    const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(blocked));
    context = await openBrowser(profile);
    const page = await context.newPage();
    await page.goto(baseURL ?? '');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The browser could not store');
    await expect(page.getByText('No model is running.')).toBeVisible();
    await page.getByRole('button', { name: 'Models', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Stored in this browser' })).toContainText(
      'The browser could not store',
    );
    await page
      .getByRole('button', { name: /^Use this model/ })
      .first()
      .click();
    await expect(alert).toContainText('The browser could not store');
  });
});
