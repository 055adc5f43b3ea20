import { expect, it } from 'vitest';
import { preparePicture } from '../image/preparation.ts';
import { Engine } from './engine.ts';
import { limitsOf } from './limits.ts';

/** A tiny model: what takes long on an adapter that computes in software is its shaders. */
const MODEL = new URL('../../fixtures/openai-clip/model/', import.meta.url).href;

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

it('starts a GPU that is lost anew, also for pictures that it had taken, and takes WASM if it soon fails again', async () => {
  const assets = `${location.origin}/`;
  const engine = await Engine.create(
    {
      model: MODEL,
      device: 'webgpu',
      dtype: 'fp32',
      exact: false,
      bases: { host: assets, mirrors: [], assets },
      limits: limitsOf(navigator, crossOriginIsolated),
    },
    {
      askWasm: () => Promise.reject(new Error('not asked')),
      preparePicture: async (blob, preparation) =>
        (await preparePicture(blob, preparation, () => undefined)).picture,
    },
    {},
  );
  const blob = await (await fetch('/models/pocket/goldens/dog-128x128.png')).blob();
  const prepare = () => Promise.all([engine.prepareSource(blob, 0, 1)]);
  const expected = await engine.embedPrepared(await prepare(), prepare);
  const first = engine.gpu;
  const [taken, alsoTaken] = [await prepare(), await prepare()];
  first?.destroy();
  // At once: whoever notices the loss first starts the GPU for both.
  const both = await Promise.all([taken, alsoTaken].map((each) => engine.embedPrepared(each, prepare)));
  for (const { data } of both) expect(cosine(data, expected.data)).toBeGreaterThan(0.9999);
  expect(engine.info()).toMatchObject({
    backend: 'webgpu',
    reason: 'The GPU failed, and was started again.',
  });
  expect(engine.gpu).not.toBe(first);

  const embed = async (): Promise<Float32Array> =>
    (await engine.embedPrepared(await prepare(), prepare)).data;
  // With this call it has worked long enough to be started once more, and then not yet again.
  await embed();
  for (const backend of ['webgpu', 'wasm']) {
    engine.gpu?.destroy();
    expect(cosine(await embed(), expected.data)).toBeGreaterThan(0.999);
    expect(engine.info().backend).toBe(backend);
  }
  expect(engine.info().reason).toBe('WASM takes the place of the GPU, which failed.');
});
