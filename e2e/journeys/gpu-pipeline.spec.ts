import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { servePacks } from '@web-clip/cli/parity-run';
import { openModules } from '../modules.ts';
import { WORKSPACE } from '../workspace.ts';

/**
 * A script for the worker. It records uploads to the GPU. Once told to, it delivers no result before a second one has been
 * asked for, so a worker that waits for each result gets none.
 */
const NOTES = `
  const uploads = [];
  let asked = 0, isHolding = false, release;
  const released = new Promise((resolve) => { release = resolve; });
  const { writeTexture, copyExternalImageToTexture } = GPUQueue.prototype;
  GPUQueue.prototype.writeTexture = function (...args) {
    uploads.push([...args[3]].slice(0, 2).join(' x '));
    return writeTexture.apply(this, args);
  };
  GPUQueue.prototype.copyExternalImageToTexture = function (...args) {
    uploads.push('bitmap of ' + [...args[2]].slice(0, 2).join(' x '));
    return copyExternalImageToTexture.apply(this, args);
  };
  const { mapAsync } = GPUBuffer.prototype;
  GPUBuffer.prototype.mapAsync = async function (...args) {
    if (isHolding && ++asked === 2) release();
    await mapAsync.apply(this, args);
    if (isHolding) await released;
  };
  globalThis.webClipPlugins ??= new Map();
  webClipPlugins.set(import.meta.url, () => ({
    hold: () => { isHolding = true; },
    take: () => uploads.splice(0),
  }));
`;

interface Notes {
  hold(): void;
  take(): string[];
}

test('images reach the GPU once and at a reduced size, and no batch waits for another’s read-back', async ({
  page,
}) => {
  await openModules(page);
  await servePacks(page, join(WORKSPACE, 'packages/clip/fixtures'));
  await page.route('**/notes.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      headers: {
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
      body: NOTES,
    }),
  );
  const { count, batchSize, uploads } = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 480);
    canvas.getContext('2d')?.fillRect(100, 100, 300, 200);
    const photo = await canvas.convertToBlob({ type: 'image/jpeg' });
    const model = new URL('packs/openai-clip/model/', location.href).href;
    const clip = await window.webClip.createClip({ model, device: 'webgpu', dtype: 'fp32' });
    const plugin = await clip.loadPlugin<Notes>(new URL('notes.js', location.href).href, undefined);
    await clip.embedImages([photo]);
    await plugin.take();
    await plugin.hold();
    const { batchSize } = await clip.info();
    const count = 3 * batchSize;
    await clip.embedImages(Array(count).fill(photo));
    const uploads = await plugin.take();
    clip.dispose();
    return { count, batchSize, uploads };
  });
  expect(batchSize).toBe(32);
  // This small model takes 16 pixels, so 60 x 80 of 480 x 640 are enough.
  expect(uploads).toEqual(Array(count).fill('80 x 60'));
});
