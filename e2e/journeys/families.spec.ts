import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Manifest } from '@web-clip/cli/parity-pack';
import { runPack, servePacks } from '@web-clip/cli/parity-run';
import { openModules } from '../modules.ts';
import { WORKSPACE } from '../workspace.ts';

/** Tiny models of every family, with the results of the reference libraries; see their README. */
const PACKS = join(WORKSPACE, 'packages/clip/fixtures');

test.beforeEach(async ({ page }) => {
  await openModules(page);
  await servePacks(page, PACKS);
});

/**
 * Not all families, because a CPU takes ten seconds to compile a model’s shaders. `npm run parity -- DIR --device
 * both` runs all of them, and the journey of that command runs all on WASM.
 */
for (const family of ['fashion-clip', 'siglip2']) {
  test(`${family} on webgpu matches its reference library`, async ({ page }) => {
    const { complaints, pixelsEqual, idsEqual, idsTotal } = await runPack(page, PACKS, family, 'webgpu');
    expect(complaints).toEqual([]);
    expect([pixelsEqual, idsEqual]).toEqual([1, idsTotal]);
  });
}

// Every number format of the export recipe except fp32, which is compared above. Software adapters lack half
// precision.
for (const [device, dtype] of [
  ['wasm', 'fp16'],
  ['wasm', 'int8'],
  ['wasm', 'q4f16'],
  ['webgpu', 'q8'],
  ['webgpu', 'q4'],
] as const) {
  test(`${dtype} files from the export recipe match PyTorch on ${device}`, async ({ page }) => {
    const info = await page.evaluate(
      async ({ device, dtype }) => {
        const { createClip } = window.webClip;
        const model = new URL('packs/openai-clip/model/', location.href).href;
        const clip = await createClip({ model, device, dtype });
        await clip.embedTexts(['a dog']);
        await clip.embedImages([new ImageData(20, 30)]);
        const info = await clip.info();
        clip.dispose();
        return info;
      },
      { device, dtype },
    );
    expect(info).toMatchObject({ backend: device, dtype });
    for (const report of [info.selfCheck.vision, info.selfCheck.text]) {
      expect(report?.against).toBe('record');
      expect(report?.cosine).toBeGreaterThanOrEqual(report?.tolerance as number);
    }
    const manifest: Manifest = JSON.parse(readFileSync(join(PACKS, 'openai-clip/manifest.json'), 'utf8'));
    const { image, text, similarity, dimension } = manifest.spec;
    expect(info.model).toMatchObject({
      image: { size: image.size, mean: image.mean, std: image.std, interpolation: image.interpolation },
      text: { contextLength: text.contextLength, clean: text.clean },
      similarity: { kind: similarity.kind, logitScale: expect.closeTo(similarity.logitScale, 4) },
      dimension,
    });
  });
}

test('WASM prefers the recipe’s int8 files, or stored ones', async ({ page }) => {
  const dtypes = await page.evaluate(async () => {
    const model = new URL('packs/openai-clip/model/', location.href).href;
    const dtypeOf = async (options: { dtype?: 'fp32' }, store = false) => {
      const clip = await window.webClip.createClip({ model, device: 'wasm', ...options });
      if (store) await clip.prefetch();
      const { dtype } = await clip.info();
      clip.dispose();
      return dtype;
    };
    return [await dtypeOf({}), await dtypeOf({ dtype: 'fp32' }, true), await dtypeOf({})];
  });
  expect(dtypes).toEqual(['int8', 'fp32', 'fp32']);
});
