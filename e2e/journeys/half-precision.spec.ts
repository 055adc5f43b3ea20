import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { servePacks } from '@web-clip/cli/parity-run';
import { losses } from '../faults/losses.ts';
import { serveGpuFaults } from '../gpu-faults.ts';
import { test } from '../half-precision/test.ts';
import { openModules } from '../modules.ts';
import { WORKSPACE } from '../workspace.ts';

// *.half-precision.test.ts tests tiny models of every family and our own shaders.
const PACKS = join(WORKSPACE, 'packages/clip/fixtures');
const POCKET = join(WORKSPACE, 'public/models/pocket');

test('the bundled model runs in fp16, and matches WASM', async ({ page }) => {
  await openModules(page);
  const goldens: { images: { file: string }[]; texts: { text: string }[] } = JSON.parse(
    readFileSync(join(POCKET, 'goldens.json'), 'utf8'),
  );
  const inputs = {
    files: goldens.images.map(({ file }) => file),
    texts: goldens.texts.map(({ text }) => text),
  };
  const { info, samePixels, withWasm, alone } = await page.evaluate(async ({ files, texts }) => {
    const { createClip, row } = window.webClip;
    const pictures = await Promise.all(
      files.map(async (file) => (await fetch(`models/pocket/${file}`)).blob()),
    );
    const wasm = await createClip({ device: 'wasm', dtype: 'fp16' });
    // `auto` would choose the same on a real GPU. This one must be requested, because it counts as software.
    const gpu = await createClip({ device: 'webgpu' });
    const embed = async (clip: typeof gpu, count: number) => [
      await clip.embedImages(pictures.slice(0, count)),
      await clip.embedTexts(texts.slice(0, count)),
    ];
    type Rows = Awaited<ReturnType<typeof embed>>;
    const cosines = (a: Rows, b: Rows): number[] =>
      a.flatMap((embeddings, kind) =>
        Array.from({ length: embeddings.count }, (_, i) => {
          const other = row(b[kind] as Rows[number], i);
          return row(embeddings, i).reduce((sum, value, j) => sum + value * (other[j] as number), 0);
        }),
      );
    const all = await embed(gpu, texts.length);
    const result = {
      withWasm: cosines(all, await embed(wasm, texts.length)),
      alone: cosines(await embed(gpu, 1), all),
      samePixels: String(await gpu.prepareImages(pictures)) === String(await wasm.prepareImages(pictures)),
      info: await gpu.info(),
    };
    for (const clip of [gpu, wasm]) clip.dispose();
    return result;
  }, inputs);
  expect(info).toMatchObject({ backend: 'webgpu', dtype: 'fp16', shaderF16: true });
  expect(samePixels).toBe(true);
  expect(withWasm).toHaveLength(inputs.files.length + inputs.texts.length);
  expect(Math.min(...withWasm)).toBeGreaterThanOrEqual(0.9999);
  expect(Math.min(...alone)).toBeGreaterThan(0.99999);
});

for (const [what, script, reason] of [
  [
    'wrong numbers',
    'faulty-gpu.js',
    /^WASM replaced the GPU\. The GPU \(.*\) failed the self-check of the text encoder/,
  ],
  ['invalid numbers', 'nan-gpu.js', /^WASM replaced the GPU\. The model returned invalid numbers/],
] as const) {
  test(`a GPU that returns ${what} in half precision is noticed, and WASM replaces it`, async ({ page }) => {
    await serveGpuFaults(page);
    await openModules(page);
    await servePacks(page, PACKS);
    const { info, cosine } = await page.evaluate(async (script) => {
      const model = new URL('packs/openai-clip/model/', location.href).href;
      const text = 'a photo of a dog on a beach';
      const clip = await window.webClip.createClip({ model, device: 'webgpu', dtype: 'fp16' });
      // Stores the files first, so that WASM uses the same ones.
      await clip.prefetch();
      await clip.loadPlugin(new URL(script, location.href).href, undefined);
      const actual = await clip.embedTexts([text]);
      const wasm = await window.webClip.createClip({ model, device: 'wasm', dtype: 'fp16' });
      const { data } = await wasm.embedTexts([text]);
      const cosine = actual.data.reduce((sum, value, i) => sum + value * (data[i] as number), 0);
      const info = await clip.info();
      for (const each of [clip, wasm]) each.dispose();
      return { info, cosine };
    }, script);
    expect(info).toMatchObject({ backend: 'wasm', dtype: 'fp16', reason: expect.stringMatching(reason) });
    expect(cosine).toBeGreaterThan(0.999);
  });
}

test('a GPU with half precision that is lost while indexing is restarted, and no row is lost or wrong', async ({
  launchOptions: { executablePath },
}) => {
  const { checks } = await losses(
    { count: 1, seed: 7, report: () => undefined },
    { dtype: 'fp16', executablePath },
  );
  const lasting = checks.filter(({ isTimed }) => !isTimed);
  expect(lasting.length).toBeGreaterThan(0);
  expect(lasting.filter(({ holds }) => !holds)).toEqual([]);
});
