import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { servePacks } from '@web-clip/cli/parity-run';
import { openModules } from '../modules.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, WORKSPACE } from '../workspace.ts';

/** A script for the worker: from then on its GPU computes softmax wrongly, as broken drivers do. */
const FAULTY_GPU = `
  const create = GPUDevice.prototype.createShaderModule;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    return create.call(this, { ...descriptor, code: descriptor.code.replaceAll('exp(', '1.0 + abs(') });
  };
  globalThis.webClipGuests ??= new Map();
  webClipGuests.set(import.meta.url, () => ({}));
`;

/** A script for the worker: its guest loses the GPU, as when a driver is started again. */
const LOST_GPU = `
  globalThis.webClipGuests ??= new Map();
  webClipGuests.set(import.meta.url, (engine) => ({ lose: () => engine.gpu.destroy() }));
`;

/** Serves a script for the worker. */
async function serveScript(page: Page, name: string, body: string): Promise<void> {
  const headers = {
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  await page.route(`**/${name}`, (route) => route.fulfill({ contentType: 'text/javascript', headers, body }));
}

test.beforeEach(async ({ page }) => {
  await serveScript(page, 'faulty-gpu.js', FAULTY_GPU);
  await serveScript(page, 'lost-gpu.js', LOST_GPU);
});

test('what takes the place of a GPU is not downloaded if it is stored', async ({ page }) => {
  await openModules(page);
  await servePacks(page, join(WORKSPACE, 'packages/clip/fixtures'));
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const info = await page.evaluate(async () => {
    const model = new URL('packs/openai-clip/model/', location.href).href;
    const clip = await window.webClip.createClip({ model, device: 'webgpu', dtype: 'fp32' });
    await clip.prefetch();
    await fetch('blank.html?prefetched');
    await clip.host(new URL('faulty-gpu.js', location.href).href, undefined);
    await clip.embedTexts(['a dog']);
    const info = await clip.info();
    clip.dispose();
    return info;
  });
  expect(info).toMatchObject({ backend: 'wasm', dtype: 'fp32', selfCheck: { text: { against: 'record' } } });
  const later = requests.slice(requests.findIndex((url) => url.includes('prefetched')) + 1);
  expect(later.filter((url) => url.includes('/packs/'))).toEqual([]);
});

test('a GPU that computes wrongly is replaced, and the person is told', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await page.evaluate(async () => {
    const element = document.querySelector('photo-search');
    if (!element) throw new Error('no element');
    element.device = 'webgpu';
    await element.updateComplete;
    const clip = await element.clip;
    await clip?.host(new URL('faulty-gpu.js', location.href).href, undefined);
  });
  await search.chooseFolder(albumOf(4));
  await search.indexed(4);
  await search.box.fill('a penguin');
  await expect(page.getByText('The CPU has taken over')).toBeVisible();
  await expect(page.locator('.status')).toContainText(
    /WASM.*The GPU \(.*\) computes the (image|text) encoder wrongly/,
  );
});

test('a GPU that is lost is started again, and the person is told', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await page.evaluate(async () => {
    const element = document.querySelector('photo-search');
    if (!element) throw new Error('no element');
    element.device = 'webgpu';
    await element.updateComplete;
    await element.clip;
  });
  await search.chooseFolder(albumOf(4));
  await search.indexed(4);
  await page.evaluate(async () => {
    const clip = await document.querySelector('photo-search')?.clip;
    const url = new URL('lost-gpu.js', location.href).href;
    await (await clip?.host<{ lose(): void }>(url, undefined))?.lose();
  });
  await search.box.fill('a penguin');
  await expect(page.getByText('The GPU stopped, and was started again. Nothing is lost.')).toBeVisible();
});
