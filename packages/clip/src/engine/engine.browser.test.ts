import { canShareMemory } from '@web-clip/wasm-encoder';
import { expect, it, onTestFinished, vi } from 'vitest';
import { prepareImage } from '../image/image-preparation.ts';
import { Engine } from './engine.ts';
import { limitsOf } from './limits.ts';

/** A tiny model. Even so, compiling its shaders takes long on a software adapter. */
const MODEL = new URL('../../fixtures/openai-clip/model', import.meta.url).href;
/** Side of its images in pixels. */
const SIDE = 16;

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

async function start(device: 'webgpu' | 'wasm'): Promise<Engine> {
  const assets = `${location.origin}/`;
  return Engine.create(
    {
      model: MODEL,
      device,
      dtype: 'fp32',
      exact: false,
      bases: { host: assets, mirrors: [], assets: { folder: assets } },
      limits: limitsOf(navigator, canShareMemory()),
    },
    {
      crossCheck: () => Promise.reject(new Error('not asked')),
      prepareImage: async (blob, preparation) =>
        (await prepareImage(blob, preparation, () => undefined)).resized,
      fail: (error) => {
        throw error;
      },
    },
    {},
  );
}

const golden = async (name: string): Promise<Blob> =>
  (await fetch(`/models/pocket/goldens/${name}.png`)).blob();

const STARTED_AGAIN = { backend: 'webgpu', reason: 'The GPU failed and was restarted.' };

/** Waits until an engine has a GPU. A software adapter takes seconds to start. */
const gpuOf = (engine: Engine): Promise<GPUDevice> =>
  vi.waitFor(
    () => {
      if (!engine.gpu || !engine.images.preparation.onGpu) throw new Error('There is none.');
      return engine.gpu;
    },
    { timeout: 60_000 },
  );

it('restarts a lost GPU, also for images already on it, and uses WASM if it soon fails again', async () => {
  const engine = await start('webgpu');
  const blob = await golden('dog-128x128');
  const prepare = () => Promise.all([engine.images.prepareSource(blob, 0, 1)]);
  const expected = await engine.images.embedPrepared(await prepare(), prepare);
  const first = engine.gpu;
  const [taken, alsoTaken] = [await prepare(), await prepare()];
  first?.destroy();
  // Concurrently: whichever call notices the loss first restarts the GPU for both.
  const both = await Promise.all(
    [taken, alsoTaken].map((each) => engine.images.embedPrepared(each, prepare)),
  );
  for (const { data } of both) expect(cosine(data, expected.data)).toBeGreaterThan(0.9999);
  expect(engine.info()).toMatchObject(STARTED_AGAIN);
  expect(await gpuOf(engine)).not.toBe(first);

  const embed = async (): Promise<Float32Array> =>
    (await engine.images.embedPrepared(await prepare(), prepare)).data;
  // These calls end the probation, so the GPU may be restarted once more, but not a second time.
  for (let i = 0; i < 3; i++) await embed();
  for (const backend of ['webgpu', 'wasm']) {
    (await gpuOf(engine)).destroy();
    expect(cosine(await embed(), expected.data)).toBeGreaterThan(0.999);
    expect(engine.info().backend).toBe(backend);
  }
  expect(engine.info().reason).toBe('WASM replaced the GPU, which failed.');
});

it.each([
  ['comes back', true],
  ['does not come back', false],
])('works on WASM while a GPU restarts, which %s', async (_, comesBack) => {
  const engine = await start('webgpu');
  const blob = await golden('dog-128x128');
  const prepare = () => Promise.all([engine.images.prepareSource(blob, 0, 1)]);
  const embed = async (): Promise<Float32Array> =>
    (await engine.images.embedPrepared(await prepare(), prepare)).data;
  const expected = await embed();

  const lost = engine.gpu;
  const { mapAsync } = GPUBuffer.prototype;
  const { createBuffer } = GPUDevice.prototype;
  onTestFinished(() => {
    GPUBuffer.prototype.mapAsync = mapAsync;
    GPUDevice.prototype.createBuffer = createBuffer;
  });
  let finish: (() => void) | undefined;
  const started = new Promise<void>((resolve) => {
    finish = resolve;
  });
  // The GPU counts as started only after its first result has been read.
  const fresh = new WeakSet<GPUBuffer>();
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    if (this !== lost) fresh.add(buffer);
    return buffer;
  };
  GPUBuffer.prototype.mapAsync = async function (...args) {
    if (fresh.has(this)) await started;
    if (fresh.has(this) && !comesBack) throw new DOMException('It is lost.', 'OperationError');
    await mapAsync.apply(this, args);
  };
  lost?.destroy();
  for (let i = 0; i < 3; i++) {
    expect(cosine(await embed(), expected)).toBeGreaterThan(0.9999);
    expect(engine.images.preparation.onGpu).toBe(false);
    expect(engine.info()).toMatchObject(STARTED_AGAIN);
  }
  finish?.();
  if (comesBack) await gpuOf(engine);
  else await vi.waitFor(() => expect(engine.info().backend).toBe('wasm'), { timeout: 60_000 });
  expect(cosine(await embed(), expected)).toBeGreaterThan(0.9999);
  expect(engine.info()).toMatchObject(
    comesBack ? STARTED_AGAIN : { backend: 'wasm', reason: 'WASM replaced the GPU, which failed.' },
  );
});

const FULL: [what: string, isIt: (descriptor: GPUBufferDescriptor) => boolean][] = [
  [
    'the settings that normalise an image',
    ({ size, usage }) => size === 32 && (usage & GPUBufferUsage.UNIFORM) > 0,
  ],
  ['the batch', ({ size }) => size === 2 * 3 * SIDE * SIDE * Float32Array.BYTES_PER_ELEMENT],
];

// No error is thrown: the GPU skips the kernels that need the buffer, so the results of an earlier batch are
// read again.
it.each(FULL)('embeds a batch again when the GPU had no memory for %s', async (_, isIt) => {
  const engine = await start('webgpu');
  const embed = async (...blobs: Blob[]): Promise<Float32Array> => {
    const prepare = () =>
      Promise.all(blobs.map((blob, i) => engine.images.prepareSource(blob, i, blobs.length)));
    return (await engine.images.embedPrepared(await prepare(), prepare)).data;
  };
  const [dog, pizza] = await Promise.all([golden('dog-128x128'), golden('pizza-200x150')]);
  const expected = await embed(dog, dog);
  await embed(pizza, pizza);

  const { createBuffer } = GPUDevice.prototype;
  let refused = false;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    if (refused || !isIt(descriptor)) return createBuffer.call(this, descriptor);
    refused = true;
    // The scope hides this call's validation error, because a GPU that runs out of memory raises none.
    this.pushErrorScope('validation');
    const none = createBuffer.call(this, { ...descriptor, size: 2 ** 40 });
    void this.popErrorScope();
    return none;
  };
  onTestFinished(() => {
    GPUDevice.prototype.createBuffer = createBuffer;
  });
  const again = await embed(dog, dog);
  expect(refused).toBe(true);
  expect(engine.info()).toMatchObject(STARTED_AGAIN);
  expect(again.every((value, i) => Math.abs(value - (expected[i] as number)) < 1e-4)).toBe(true);
  // All engines of these tests share this thread. In production each has its own.
  await gpuOf(engine);
});
