import { expect, it } from 'vitest';
import { preparePicture } from '../image/preparation.ts';
import { Engine } from './engine.ts';
import { limitsOf } from './limits.ts';

/** A tiny model: what takes long on an adapter that computes in software is its shaders. */
const MODEL = new URL('../../fixtures/openai-clip/model/', import.meta.url).href;

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

async function start(): Promise<Engine> {
  const assets = `${location.origin}/`;
  return Engine.create(
    {
      model: MODEL,
      device: 'webgpu',
      dtype: 'fp32',
      exact: false,
      bases: { host: assets, assets },
      limits: limitsOf(navigator, crossOriginIsolated),
    },
    {
      askWasm: () => Promise.reject(new Error('not asked')),
      preparePicture: async (blob, preparation) =>
        (await preparePicture(blob, preparation, () => undefined)).picture,
    },
    {},
  );
}

it('starts a GPU that is lost anew, also for pictures that it had taken, and if it fails again takes WASM', async () => {
  const engine = await start();
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

  // It answered two calls: it is still on probation.
  engine.gpu?.destroy();
  const onWasm = await engine.embedPrepared(await prepare(), prepare);
  expect(cosine(onWasm.data, expected.data)).toBeGreaterThan(0.999);
  expect(engine.info()).toMatchObject({
    backend: 'wasm',
    reason: 'WASM takes the place of the GPU, which failed.',
  });
});

it('starts a GPU anew each time that it is lost after having worked', async () => {
  const engine = await start();
  for (let losses = 0; losses < 2; losses++) {
    for (const text of ['a', 'b', 'c']) await engine.embedTexts([`${text} ${losses}`]);
    engine.gpu?.destroy();
  }
  await engine.embedTexts(['the last one']);
  expect(engine.info().backend).toBe('webgpu');
});
