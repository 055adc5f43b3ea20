import { expect, it } from 'vitest';
import { preparePicture } from '../image/preparation.ts';
import { Engine } from './engine.ts';

it('goes on with WASM when a GPU is lost, also with pictures that it had taken', async () => {
  const assets = `${location.origin}/`;
  const engine = await Engine.create(
    {
      model: 'pocket',
      device: 'webgpu',
      dtype: 'q8',
      exact: false,
      bases: { host: assets, mirrors: [], assets },
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
  const [first, second] = [await prepare(), await prepare()];
  engine.gpu?.destroy();
  for (const pictures of [first, second]) {
    const { data } = await engine.embedPrepared(pictures, prepare);
    const cosine = data.reduce((sum, value, i) => sum + value * (expected.data[i] as number), 0);
    expect(cosine).toBeGreaterThan(0.999);
  }
  expect(engine.info().backend).toBe('wasm');
});
