import type { Page } from '@playwright/test';

/**
 * @param from Part of the shaders to replace.
 * @param to The replacement.
 * @returns A script for the worker, which makes its GPU compute wrongly from then on, like a broken driver.
 */
const faultyGpu = (from: string, to: string): string => `
  const create = GPUDevice.prototype.createShaderModule;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    return create.call(this, { ...descriptor, code: descriptor.code.replaceAll('${from}', '${to}') });
  };
  globalThis.webClipPlugins ??= new Map();
  webClipPlugins.set(import.meta.url, () => ({}));
`;

/** A script for the worker, whose plugin loses the GPU, as when a driver restarts. */
const LOST_GPU = `
  globalThis.webClipPlugins ??= new Map();
  webClipPlugins.set(import.meta.url, (engine) => ({ lose: () => engine.gpu.destroy() }));
`;

const SCRIPTS = {
  // Breaks softmax.
  'faulty-gpu.js': faultyGpu('exp(', '1.0 + abs('),
  // Breaks layer norm with the root of a negative number.
  'nan-gpu.js': faultyGpu('inverseSqrt(', 'inverseSqrt(-1.0 - '),
  'lost-gpu.js': LOST_GPU,
};

/**
 * Serves scripts for `clip.loadPlugin()`: `faulty-gpu.js` makes the worker's GPU compute wrongly, `nan-gpu.js` makes it
 * return NaN, and the plugin of `lost-gpu.js` has a function `lose`.
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
