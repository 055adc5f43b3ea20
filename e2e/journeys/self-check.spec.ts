import { expect, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';

/** A script for the worker: from then on its GPU computes softmax wrongly, as broken drivers do. */
const FAULTY_GPU = `
  const create = GPUDevice.prototype.createShaderModule;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    return create.call(this, { ...descriptor, code: descriptor.code.replaceAll('exp(', '1.0 + abs(') });
  };
  globalThis.webClipGuests ??= new Map();
  webClipGuests.set(import.meta.url, () => ({}));
`;

test('a GPU that computes wrongly is replaced, and the person is told', async ({ page }) => {
  await page.route('**/faulty-gpu.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      headers: {
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
      body: FAULTY_GPU,
    }),
  );
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
  await search.chooseSamples();
  await search.indexed(65);
  await search.search('a penguin', 'penguin-in-snow.webp');
  await expect(page.getByText('The CPU has taken over')).toBeVisible();
  await expect(page.locator('.status')).toContainText(
    /WASM.*The GPU \(.*\) computes the (image|text) encoder wrongly/,
  );
});
