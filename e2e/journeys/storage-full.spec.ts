import { rmSync } from 'node:fs';
import { chromium, expect, type Page } from '@playwright/test';
import { disabledFeatures, findBrowser, TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { largeModel, VISION } from '../faults/large-model.ts';
import { hostModel } from '../faults/model-host.ts';
import { newProfile, openBrowser } from '../faults/site.ts';
import { REPOSITORY, test } from '../hosted.ts';
import { openModules } from '../modules.ts';
import { choose, modelInUse, openWithHosted, openWithUnlisted } from '../offered.ts';
import { albumOf } from '../workspace.ts';

/**
 * Limits the browser's storage. Call this before the page is opened, because Chromium's open databases keep using the
 * old limit for a while. The browser still reports 10 GiB.
 */
async function limitStorage(page: Page, baseURL = '', quotaSize = 18_000_000): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(baseURL);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
}

/** Fills the browser's storage except for this many steps of 64 KiB. */
function fill(page: Page, spare: number): Promise<void> {
  return page.evaluate(async (spare) => {
    const database = (name: string) =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onupgradeneeded = () => request.result.createObjectStore('bytes', { autoIncrement: true });
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    // Random, because databases may compress.
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
      if (!(await write(given))) throw new Error('The storage is already full.');
    while (await write(kept));
    for (const each of [given, kept]) each.close();
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('given').onsuccess = resolve;
    });
  }, spare);
}

/** Deletes a model, as the page suggests. */
async function makeRoom(page: Page, model: string): Promise<void> {
  await page.getByRole('alert').getByRole('button', { name: 'Choose what to delete' }).click();
  const stored = page.getByRole('region', { name: 'Stored in this browser' });
  await expect(stored.getByRole('heading', { name: 'Stored in this browser' })).toBeFocused();
  await stored.getByRole('button', { name: `Delete ${model}` }).click();
  await expect(stored).toContainText(`${model} was deleted. That freed 4.9 MB.`);
  await page.keyboard.press('Escape');
}

test('a download that fills storage changes nothing, and fits once a model is deleted', async ({
  page,
  baseURL,
  host,
}) => {
  await limitStorage(page, baseURL);
  const { search, unlisted } = await openWithUnlisted(page, host.url, REPOSITORY);
  await fill(page, 48);
  await choose(page, 'Other');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(/Other \(test\) needs [\d.]+ MB more, but .* has no room left/);
  await expect(alert).toContainText('Pocket stays in use.');
  expect(await modelInUse(page)).toBe('pocket');
  await search.search('banana', 'banana.webp');
  expect((await search.status())?.searchable).toBe(5);

  await makeRoom(page, unlisted);
  await choose(page, 'Other');
  await expect(page.getByText('Search now uses Other')).toBeVisible();
  await search.search('banana', 'banana.webp');
});

test('a download that cannot fit does not start if the browser reports the free space', async ({
  baseURL,
  host,
}) => {
  // Without this Chromium always says 10 GiB: https://chromestatus.com/feature/4977371751645184
  const args = [...TEST_ARGUMENTS, disabledFeatures('StaticStorageQuota')];
  const browser = await chromium.launch({ executablePath: findBrowser(), args });
  const page = await browser.newPage({ baseURL: baseURL ?? '', serviceWorkers: 'block' });
  await limitStorage(page, baseURL);
  await openWithHosted(page, host.url, REPOSITORY);
  await fill(page, 16);
  await choose(page, 'Other');
  await expect(page.getByRole('alert')).toContainText(
    /Other \(test\) needs 4.6 MB more, but this browser’s storage has room for [0-4]\.\d MB.*Pocket stays in use./,
  );
  expect(host.requests).toEqual([]);
  await browser.close();
});

for (const kind of ['a profile', 'a private window']) {
  test(`a large file that fills ${kind} is an error, and resumes once there is space`, async ({
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
    // The rest of the file, after one or two whole chunks.
    expect([8, 16].map((megabytes) => megabytes * 1024 * 1024)).toContain(asked[1]);
    await kept.close();
    await large.close();
    remove();
    rmSync(folder, { recursive: true });
  });
}

test('indexing that fills storage keeps its photos, and continues once a model is deleted', async ({
  page,
  baseURL,
  host,
}) => {
  await limitStorage(page, baseURL);
  const { search, unlisted } = await openWithUnlisted(page, host.url, REPOSITORY);
  await fill(page, 0);
  await search.chooseFolder(albumOf(40));
  await expect(page.getByRole('alert')).toContainText('keeps what is already indexed');
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
