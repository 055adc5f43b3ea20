import type { Page } from '@playwright/test';

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

/**
 * Serves the scripts `faulty-gpu.js` and `lost-gpu.js`, for `clip.host()`: the first makes the worker's GPU
 * compute wrongly, and the guest of the second has a function `lose`.
 */
export async function serveGpuFaults(page: Page): Promise<void> {
  const headers = {
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  for (const [name, body] of Object.entries({ 'faulty-gpu.js': FAULTY_GPU, 'lost-gpu.js': LOST_GPU })) {
    await page.route(`**/${name}`, (route) =>
      route.fulfill({ contentType: 'text/javascript', headers, body }),
    );
  }
}
