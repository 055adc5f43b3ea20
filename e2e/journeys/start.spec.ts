import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { openModules } from '../modules.ts';

/** Maximum size of compressed scripts that a page may load before its worker starts, in bytes. */
const SCRIPT_BUDGET = 70_000;

test('the page needs little script, and no binary for the bundled model', async ({ page }) => {
  const scripts: { url: string; body: Promise<Buffer> }[] = [];
  const binaries: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    // Workers fetch their own scripts.
    if (response.request().resourceType() === 'script')
      scripts.push({ url: response.url(), body: response.body() });
    // Ignore responses of the service worker, which has fetched them itself.
    if (pathname.endsWith('.wasm') && !response.fromServiceWorker()) binaries.push(pathname);
  });
  const worker = page.waitForEvent('worker');
  await page.goto('./');
  await worker;
  const preloaded = await page
    .locator('link[rel=modulepreload]')
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
  expect(preloaded.length).toBeGreaterThan(5);
  // Those of the workers do not delay the page.
  const own = scripts.splice(0).filter(({ url }) => !preloaded.includes(url));
  const before = await Promise.all(own.map(({ body }) => body));
  const bytes = before.reduce((sum, body) => sum + gzipSync(body).length, 0);
  console.log(`${before.length} scripts, ${bytes} bytes compressed`);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(SCRIPT_BUDGET);
  await page.evaluate(async () => {
    const clip = await document.querySelector('photo-search')?.clip;
    await clip?.embedTexts(['a dog']);
    await clip?.embedImages([new ImageData(20, 30)]);
  });
  expect(binaries).toEqual([]);
});

test('a GPU needs one build of onnxruntime, also to check the GPU and to go offline', async ({ page }) => {
  await openModules(page);
  const binaries: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('.wasm')) binaries.push(request.url());
  });
  const { selfCheck, runtimes, runtimeFiles } = await page.evaluate(async () => {
    const clip = await window.webClip.createClip({ device: 'webgpu' });
    await clip.embedTexts(['a dog']);
    await clip.embedImages([new ImageData(20, 30)]);
    await clip.prefetch();
    const info = await clip.info();
    clip.dispose();
    return info;
  });
  expect(runtimes).toEqual({ text: 'onnxruntime', vision: 'onnxruntime' });
  expect(selfCheck).toMatchObject({ text: { against: 'record' }, vision: { against: 'record' } });
  expect(binaries).toHaveLength(1);
  expect(runtimeFiles.filter((url) => url.includes('.wasm'))).toEqual(binaries);
});

test('a query loads only the text encoder', async ({ page }) => {
  await openModules(page);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const timings = await page.evaluate(async () => {
    const clip = await window.webClip.createClip({ device: 'wasm' });
    await clip.embedTexts(['a dog']);
    const { timings } = await clip.info();
    clip.dispose();
    return timings;
  });
  expect(timings.load?.count).toBe(1);
  expect(requests.filter((url) => url.includes('vision_model'))).toEqual([]);
  expect(requests.filter((url) => url.includes('text_model'))).toHaveLength(1);
});
