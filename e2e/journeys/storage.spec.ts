import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { findBrowser, TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { largeModel, VISION } from '../faults/large-model.ts';
import { hostModel, type ModelHost } from '../faults/model-host.ts';
import { newProfile, openBrowser } from '../faults/site.ts';
import { openModules } from '../modules.ts';
import { choose, modelInUse, offerHosted } from '../offered.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, samples, WORKSPACE } from '../workspace.ts';

const REPOSITORY = 'someone/other-clip';

/** What a service worker stores comes at its own time. */
test.use({ serviceWorkers: 'block' });

let host: ModelHost;
test.beforeEach(async () => {
  host = await hostModel(REPOSITORY, join(WORKSPACE, 'public/models/pocket'));
});
test.afterEach(() => host.close());

async function open(page: Page): Promise<PhotoSearchPage> {
  const search = new PhotoSearchPage(page);
  await search.open();
  await offerHosted(page, host.url, REPOSITORY);
  await expect.poll(async () => (await search.status()) !== undefined).toBe(true);
  return search;
}

/** Goes over to a model that is not in the list, by its address, and back. */
async function storeUnlisted(page: Page): Promise<string> {
  const model = new URL('models/pocket/', page.url()).href;
  for (const each of [model, 'pocket']) {
    await page.evaluate((each) => {
      Object.assign(document.querySelector('photo-search') as object, { model: each });
    }, each);
    await expect.poll(() => modelInUse(page)).toBe(each);
  }
  return model;
}

/**
 * Limits the browser's storage, before the page is opened: later, Chromium's databases go on for a while by what they
 * were told before. What the browser says of its room is still 10 GiB.
 */
async function limitStorage(page: Page, baseURL = '', quotaSize = 18_000_000): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(baseURL);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
}

/** Fills the browser's storage, but for so many steps of 64 KiB. */
function fill(page: Page, spare: number): Promise<void> {
  return page.evaluate(async (spare) => {
    const database = (name: string) =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onupgradeneeded = () => request.result.createObjectStore('bytes', { autoIncrement: true });
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    // Random, since databases may compress.
    const bytes = crypto.getRandomValues(new Uint8Array(65_536));
    const write = (to: IDBDatabase) =>
      new Promise<boolean>((resolve) => {
        const transaction = to.transaction('bytes', 'readwrite');
        transaction.objectStore('bytes').add(bytes);
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
      });
    const [given, kept] = await Promise.all(['given', 'kept'].map(database));
    if (!given || !kept) throw new Error('There is no database.');
    for (let step = 0; step < spare; step++)
      if (!(await write(given))) throw new Error('It is full already.');
    while (await write(kept));
    for (const each of [given, kept]) each.close();
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('given').onsuccess = resolve;
    });
  }, spare);
}

/** Takes the way out that the page offers: deletes a model. */
async function makeRoom(page: Page, model: string): Promise<void> {
  await page.getByRole('alert').getByRole('button', { name: 'Choose what to delete' }).click();
  const stored = page.getByRole('region', { name: 'Stored in this browser' });
  await expect(stored.getByRole('heading', { name: 'Stored in this browser' })).toBeFocused();
  await stored.getByRole('button', { name: `Delete ${model}` }).click();
  await expect(stored).toContainText(`${model} is deleted, which frees 4.9 MB.`);
  await page.keyboard.press('Escape');
}

test('models that are stored are listed with size and last use, and deleted but for the one in use', async ({
  page,
}) => {
  const search = await open(page);
  await search.chooseFolder(albumOf(5));
  await search.indexed(5);
  const unlisted = await storeUnlisted(page);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  const stored = page.getByRole('region', { name: 'Stored in this browser' });
  const model = (name: string) => stored.getByRole('listitem').filter({ hasText: name });
  await expect(stored.getByRole('listitem')).toHaveCount(3);
  await expect(model('Other')).toContainText('In use');
  await expect(model('Other').getByRole('button')).toHaveCount(0);
  await expect(model(unlisted)).toContainText('4.9 MB stored, last used today');
  await expect(stored).toContainText(/this page takes \d+ MB of the browser’s storage/);
  await expect(page.locator(`[data-model="${REPOSITORY}"]`)).toContainText('4.6 MB stored');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  for (const name of [unlisted, 'Pocket (demonstration)']) {
    await stored.getByRole('button', { name: `Delete ${name}` }).press('Enter');
    await expect(stored).toContainText(`${name} is deleted, which frees 4.9 MB.`);
    await expect(stored.getByRole('heading', { name: 'Stored in this browser' })).toBeFocused();
  }
  await expect(stored.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await search.search('banana', 'banana.webp');
  await choose(page, 'Pocket');
  await expect(page.getByText('Search now uses Pocket')).toBeVisible();
  expect((await search.status())?.searchable).toBe(5);
});

test('a download that finds storage full leaves all as it was, and fits once a model is deleted', async ({
  page,
  baseURL,
}) => {
  await limitStorage(page, baseURL);
  const search = await open(page);
  await search.chooseFolder(albumOf(5));
  await search.indexed(5);
  const unlisted = await storeUnlisted(page);
  await fill(page, 48);
  await choose(page, 'Other');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(/Other \(test\) needs [\d.]+ MB more, and .* has no room left/);
  await expect(alert).toContainText('Pocket stays in use.');
  expect(await modelInUse(page)).toBe('pocket');
  await search.search('banana', 'banana.webp');
  expect((await search.status())?.searchable).toBe(5);

  await makeRoom(page, unlisted);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  await search.search('banana', 'banana.webp');
});

test('where the browser tells how much room there is, a download that cannot fit is not begun', async ({
  baseURL,
}) => {
  // Without this Chromium always says 10 GiB: https://chromestatus.com/feature/4977371751645184
  const args = [...TEST_ARGUMENTS, '--disable-features=StaticStorageQuota'];
  const browser = await chromium.launch({ executablePath: findBrowser(), args });
  const page = await browser.newPage({ baseURL: baseURL ?? '', serviceWorkers: 'block' });
  await limitStorage(page, baseURL);
  await open(page);
  await fill(page, 16);
  await choose(page, 'Other');
  await expect(page.getByRole('alert')).toContainText(
    /Other \(test\) needs 4.6 MB more, and this browser’s storage has room for [01]\.\d MB.*Pocket stays in use./,
  );
  expect(host.requests).toEqual([]);
  await browser.close();
});

for (const kind of ['a profile', 'a private window']) {
  test(`a large file that finds no room in ${kind} is an error, and goes on from there when there is some`, async ({
    baseURL,
  }) => {
    const folder = largeModel();
    const large = await hostModel(REPOSITORY, folder);
    const { profile, remove } = newProfile();
    const kept = await openBrowser(profile);
    const context = kind === 'a profile' ? kept : await kept.browser()?.newContext();
    const page = (await context?.newPage()) as Page;
    await limitStorage(page, baseURL);
    await openModules(page, `${baseURL}`);
    const prefetch = (): Promise<string> =>
      page.evaluate(
        async ([host, model]) => {
          const clip = await window.webClip.createClip({ model, device: 'wasm', weights: { host } });
          try {
            await clip.prefetch();
            return 'stored';
          } catch (error) {
            return (error as { code: string }).code;
          } finally {
            clip.dispose();
          }
        },
        [large.url, REPOSITORY] as const,
      );
    expect(await prefetch()).toBe('storage-full');
    await limitStorage(page, baseURL, 100_000_000);
    expect(await prefetch()).toBe('stored');
    const asked = large.sent.filter(({ path }) => path.endsWith(VISION)).map((each) => each.asked);
    expect(asked).toHaveLength(2);
    // The rest, behind one whole chunk or two.
    expect([8, 16].map((megabytes) => megabytes * 1024 * 1024)).toContain(asked[1]);
    await kept.close();
    await large.close();
    remove();
    rmSync(folder, { recursive: true });
  });
}

test('indexing that finds storage full keeps what it has, and goes on once a model is deleted', async ({
  page,
  baseURL,
}) => {
  await limitStorage(page, baseURL);
  const search = await open(page);
  await search.chooseFolder(albumOf(5));
  await search.indexed(5);
  const unlisted = await storeUnlisted(page);
  await fill(page, 0);
  await search.chooseFolder(albumOf(40));
  await expect(page.getByRole('alert')).toContainText('What was indexed is kept.');
  await expect(page.getByText(/Indexing has stopped: \d+ of \d+ photos are searchable/)).toBeVisible();
  const kept = (await search.status())?.searchable ?? 0;
  expect(kept).toBeGreaterThanOrEqual(5);
  expect(kept).toBeLessThan(40);
  await search.search('banana', 'banana.webp');

  await makeRoom(page, unlisted);
  await page.getByRole('button', { name: 'Continue' }).click();
  await search.indexed(40);
  await page.reload();
  await search.indexed(40);
});

test('the browser is asked to keep what it stores when it is worth it, and never when the page opens', async ({
  page,
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
  let search = await open(page);
  await search.chooseSamples();
  await search.indexed(samples().length);
  expect(await asked()).toBe(0);
  await search.chooseFolder(albumOf(3));
  await expect.poll(asked).toBe(1);
  await page.reload();
  search = await open(page);
  await search.search('pizza', 'slice-of-pizza.webp');
  expect(await asked()).toBe(0);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  await expect.poll(asked).toBe(1);
});

test('in a private window the page works, and says that nothing is promised', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  const stored = page.getByRole('region', { name: 'Stored in this browser' });
  await expect(stored).toContainText('does so when a private window is closed');
  await stored.getByRole('button', { name: 'Keep it' }).click();
  await expect(stored).toContainText('The browser has not agreed.');
});

test.describe('with a profile on disk', () => {
  let context: BrowserContext | undefined;
  const { profile, remove } = newProfile();
  test.afterEach(async () => {
    await context?.close();
    remove();
  });

  test('a browser that agrees keeps what it stores', async ({ baseURL }) => {
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

  test('a browser that lets the page store nothing gets to know what to do about it', async ({ baseURL }) => {
    mkdirSync(join(profile, 'Default'), { recursive: true });
    const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(blocked));
    context = await openBrowser(profile);
    const page = await context.newPage();
    await page.goto(baseURL ?? '');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The browser’s storage refused');
    await expect(page.getByText('No model is running.')).toBeVisible();
    await page.getByRole('button', { name: 'Models', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Stored in this browser' })).toContainText(
      'The browser’s storage refused',
    );
    await page
      .getByRole('button', { name: /^Use this model/ })
      .first()
      .click();
    await expect(alert).toContainText('The browser’s storage refused');
  });
});
