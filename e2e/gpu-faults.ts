import type { Page } from '@playwright/test';

/**
 * @param from Part of shaders.
 * @param to What comes in its place.
 * @returns A script for the worker: from then on its GPU computes wrongly, as broken drivers do.
 */
const faultyGpu = (from: string, to: string): string => `
  const create = GPUDevice.prototype.createShaderModule;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    return create.call(this, { ...descriptor, code: descriptor.code.replaceAll('${from}', '${to}') });
  };
  globalThis.webClipGuests ??= new Map();
  webClipGuests.set(import.meta.url, () => ({}));
`;

/** A script for the worker: its guest loses the GPU, as when a driver is started again. */
const LOST_GPU = `
  globalThis.webClipGuests ??= new Map();
  webClipGuests.set(import.meta.url, (engine) => ({ lose: () => engine.gpu.destroy() }));
`;

const SCRIPTS = {
  // Of softmax.
  'faulty-gpu.js': faultyGpu('exp(', '1.0 + abs('),
  // Of layer norm: a root of what is negative.
  'nan-gpu.js': faultyGpu('inverseSqrt(', 'inverseSqrt(-1.0 - '),
  'lost-gpu.js': LOST_GPU,
};

/**
 * Serves scripts for `clip.host()`: `faulty-gpu.js` makes the worker's GPU compute wrongly, `nan-gpu.js`
 * makes it give what is no number, and the guest of `lost-gpu.js` has a function `lose`.
 */
export async function serveGpuFaults(page: Page): Promise<void> {
  const headers = {
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  for (const [name, body] of Object.entries(SCRIPTS)) {
    await page.route(`**/${name}`, (route) =>
      route.fulfill({ contentType: 'text/javascript', headers, body }),
    );
  }
}
