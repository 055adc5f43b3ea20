import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { servePacks } from '@web-clip/cli/parity-run';
import { serveGpuFaults } from '../gpu-faults.ts';
import { openModules } from '../modules.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { albumOf, WORKSPACE } from '../workspace.ts';

test.beforeEach(({ page }) => serveGpuFaults(page));

test('the replacement of a GPU is not downloaded if it is stored', async ({ page }) => {
  await openModules(page);
  await servePacks(page, join(WORKSPACE, 'packages/clip/fixtures'));
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const info = await page.evaluate(async () => {
    const model = new URL('packs/openai-clip/model/', location.href).href;
    const clip = await window.webClip.createClip({ model, device: 'webgpu', dtype: 'fp32' });
    await clip.prefetch();
    await fetch('blank.html?prefetched');
    await clip.loadPlugin(new URL('faulty-gpu.js', location.href).href, undefined);
    await clip.embedTexts(['a dog']);
    const info = await clip.info();
    clip.dispose();
    return info;
  });
  expect(info).toMatchObject({ backend: 'wasm', dtype: 'fp32', selfCheck: { text: { against: 'record' } } });
  const later = requests.slice(requests.findIndex((url) => url.includes('prefetched')) + 1);
  expect(later.filter((url) => url.includes('/packs/'))).toEqual([]);
});

test('a GPU that computes wrongly is replaced, and the user is told', async ({ page }) => {
  const search = new PhotoSearchPage(page);
  await search.open();
  await search.chooseFolder(albumOf(4));
  await search.indexed(4);
  await page.evaluate(async () => {
    const element = document.querySelector('photo-search');
    if (!element) throw new Error('There is no element.');
    element.device = 'webgpu';
    await element.updateComplete;
    const clip = await element.clip;
    await clip?.loadPlugin(new URL('faulty-gpu.js', location.href).href, undefined);
  });
  await search.box.fill('a penguin');
  await expect(page.getByText('The CPU has taken over')).toBeVisible();
  await expect(page.locator('.status')).toContainText(
    /WASM.*The GPU \(.*\) failed the self-check of the text encoder/,
  );
});
