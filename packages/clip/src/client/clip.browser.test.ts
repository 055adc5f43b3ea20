import { canShareMemory } from '@web-clip/wasm-encoder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitsOf } from '../engine/limits.ts';
import { type Clip, ClipError, createClip, type Embeddings, registry, row, similarity } from '../index.ts';

interface Goldens {
  images: { file: string; crop: string; embedding: number[] }[];
  texts: { text: string; embedding: number[] }[];
}

const folder = '/models/pocket/';
const goldens: Goldens = await (await fetch(`${folder}goldens.json`)).json();
const golden = async (file: string): Promise<Blob> => (await fetch(folder + file)).blob();
const goldenImages = (which: 'file' | 'crop') =>
  Promise.all(goldens.images.map((image) => golden(image[which])));

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * (b[i] as number), 0);

const rows = (embeddings: Embeddings): Float32Array[] =>
  Array.from({ length: embeddings.count }, (_, i) => row(embeddings, i));

/** Stripes and discs in many colours and sizes. */
async function drawn(seed: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(100 + 13 * seed, 260 - 7 * seed);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  for (let i = 0; i < 12; i++) {
    context.fillStyle = `hsl(${(seed * 53 + i * 31) % 360} 80% ${20 + ((i * 17) % 60)}%)`;
    if ((i + seed) % 3 === 0) context.fillRect(0, i * 20, canvas.width, 14);
    else
      context.fill(
        circle((seed * 37 + i * 41) % canvas.width, (i * 29) % canvas.height, 8 + ((seed * i) % 40)),
      );
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

function circle(x: number, y: number, radius: number): Path2D {
  const path = new Path2D();
  path.arc(x, y, radius, 0, 7);
  return path;
}

describe('the pocket model on WASM', () => {
  let clip: Clip;
  beforeAll(async () => {
    clip = await createClip({ device: 'wasm' });
  });
  afterAll(() => clip.dispose());

  // The bar for int8 files, whose weights are rounded: 0.999 against the fp32 goldens.
  it.each(['crop', 'file'] as const)('embeds the golden images (%s)', async (which) => {
    const { data, count, dimension } = await clip.embedImages(await goldenImages(which));
    expect([count, dimension, data.length]).toEqual([6, 256, 6 * 256]);
    for (const [i, { embedding }] of goldens.images.entries()) {
      const actual = row({ data, count, dimension }, i);
      expect(cosine(actual, embedding)).toBeGreaterThan(0.999);
      expect(cosine(actual, actual)).toBeCloseTo(1, 5);
    }
  });

  it('embeds the golden texts, alone and in a batch', async () => {
    const texts = goldens.texts.map(({ text }) => text);
    const batch = await clip.embedTexts(texts);
    for (const [i, { text, embedding }] of goldens.texts.entries()) {
      expect(cosine(row(batch, i), embedding)).toBeGreaterThan(0.999);
      expect(cosine(row(await clip.embedTexts([text]), 0), row(batch, i))).toBeGreaterThan(0.99999);
    }
  });

  it('accepts images in any form, and leaves them to the caller', async () => {
    const blob = await golden('goldens/dog-128x128.png');
    const bitmap = await createImageBitmap(blob);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 128;
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(bitmap, 0, 0);
    const image = new Image();
    image.src = URL.createObjectURL(blob);
    await image.decode();
    const frame = new VideoFrame(bitmap, { timestamp: 0 });
    const forms = [blob, bitmap, canvas, context.getImageData(0, 0, 128, 128), image, frame];
    const embeddings = await clip.embedImages(forms);
    for (let i = 1; i < forms.length; i++) {
      expect(cosine(row(embeddings, i), row(embeddings, 0))).toBeGreaterThan(0.9999);
    }
    expect(bitmap.width).toBe(128);
    expect(frame.displayWidth).toBe(128);
    frame.close();
  });

  it('respects the colour space of pixels', async () => {
    const context = new OffscreenCanvas(64, 64).getContext('2d', { colorSpace: 'display-p3' });
    if (!context) throw new Error('There is no canvas.');
    context.fillStyle = 'rgb(200 100 50)';
    context.fillRect(0, 0, 64, 64);
    const pixels = context.getImageData(0, 0, 64, 64);
    expect([pixels.colorSpace, ...pixels.data.subarray(0, 3)]).toEqual(['display-p3', 187, 105, 62]);
    const [[red = 0, green = 0, blue = 0] = []] = await clip.prepareImages([pixels]);
    for (const [got, put] of [
      [red, 200],
      [green, 100],
      [blue, 50],
    ] as const) {
      expect(Math.abs(got - put)).toBeLessThan(2);
    }
  });

  it('compares embeddings', async () => {
    const pictures = await clip.embedImages([
      await golden('goldens/dog-128x128.png'),
      await golden('goldens/pizza-200x150.png'),
    ]);
    const texts = await clip.embedTexts(['a pizza', 'a dog']);
    const [dogPizza, dogDog, pizzaPizza, pizzaDog] = similarity(pictures, texts);
    expect(dogDog).toBeGreaterThan(dogPizza as number);
    expect(pizzaPizza).toBeGreaterThan(pizzaDog as number);
    expect(() => similarity(pictures, { ...texts, dimension: 2 })).toThrow(ClipError);
  });

  it('returns no embeddings for empty lists', async () => {
    expect(await clip.embedTexts([])).toEqual({ data: new Float32Array(), count: 0, dimension: 256 });
    expect(await clip.embedImages([])).toEqual({ data: new Float32Array(), count: 0, dimension: 256 });
  });

  it('reports what it runs on', async () => {
    const info = await clip.info();
    expect(info).toMatchObject({
      backend: 'wasm',
      dtype: 'q8',
      reason: 'WASM was requested.',
      space: expect.stringMatching(/^pocket#[0-9a-f]{16}$/),
    });
    expect(crossOriginIsolated).toBe(true);
    expect(info.capabilities).toEqual({
      sharedMemory: true,
      relaxedSimd: true,
      directoryHandles: true,
      originPrivateFiles: true,
      imageDecoder: true,
      frameRotation: true,
      webgl2: expect.any(Boolean),
    });
    expect(info.threads).toBe(limitsOf(navigator, canShareMemory()).threads);
    expect(info.timings['encode-image']?.milliseconds).toBeGreaterThan(0);
  });

  it('carries the code and cause of an error across threads', async () => {
    const broken = new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d)]);
    const error = await clip.embedImages([await drawn(1), broken]).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ClipError);
    expect(error).toMatchObject({
      code: 'undecodable-image',
      message: 'Image 1: The PNG image is damaged. Replace it with an undamaged copy.',
      cause: { code: 'undecodable-image', cause: { name: 'InvalidStateError' } },
    });
  });

  it('stops when aborted', async () => {
    // Whatever the reason is, even if it cannot be posted to another thread.
    const enough = () => 'enough';
    await expect(clip.embedTexts(['a'], { signal: AbortSignal.abort(enough) })).rejects.toBe(enough);
    const { batchSize, timings } = await clip.info();
    const before = timings['encode-image']?.count ?? 0;
    const controller = new AbortController();
    const { signal } = controller;
    const pictures = await Promise.all(Array.from({ length: batchSize * 4 }, (_, i) => drawn(i % 20)));
    const call = clip.embedImages(pictures, {
      signal,
      onProgress: ({ phase }) => phase === 'embed' && controller.abort(enough),
    });
    await expect(call).rejects.toBe(enough);
    const after = (await clip.info()).timings['encode-image']?.count ?? 0;
    expect(after - before).toBeLessThanOrEqual(2);
  });
});

describe('the pocket model in half precision', () => {
  it('embeds the cropped golden images and the golden texts', async () => {
    const clip = await createClip({ device: 'wasm', dtype: 'fp16' });
    const pictures = await clip.embedImages(await goldenImages('crop'));
    const texts = await clip.embedTexts(goldens.texts.map(({ text }) => text));
    for (const [i, { embedding }] of goldens.images.entries()) {
      expect(cosine(row(pictures, i), embedding)).toBeGreaterThan(0.9999);
    }
    for (const [i, { embedding }] of goldens.texts.entries()) {
      expect(cosine(row(texts, i), embedding)).toBeGreaterThan(0.9999);
    }
    clip.dispose();
  });
});

describe('createClip', () => {
  it.each([
    [{ model: 'no such model' }, 'unknown-model'],
    [{ model: '/models/nowhere/' }, 'unknown-model'],
    [{ device: 'gpu' as 'webgpu' }, 'invalid-argument'],
    [{ weights: { host: 'https://' } }, 'invalid-argument'],
    [{ device: 'wasm', dtype: 'fp32' }, 'unsupported-dtype'],
  ] as const)('rejects %j', async (options, code) => {
    await expect(createClip(options)).rejects.toMatchObject({ code });
  });

  it('works in a worker of one’s own', async () => {
    const worker = new Worker(new URL('./own-worker.fixture.ts', import.meta.url), { type: 'module' });
    const answer = new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = reject;
    });
    worker.postMessage(['a dog', 'a cat']);
    expect(await answer).toEqual([2, 256]);
    worker.terminate();
  });

  it('throws the reason of its signal', async () => {
    const reason = new Error('enough');
    await expect(createClip({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const signal = AbortSignal.timeout(0);
    const error = await createClip({ signal }).catch((error: unknown) => error);
    expect(error).toBe(signal.reason);
    expect(error).toMatchObject({ name: 'TimeoutError' });
  });

  it('does not treat a software adapter as a GPU', async () => {
    const clip = await createClip();
    expect(await clip.info()).toMatchObject({ backend: 'wasm' });
    expect((await clip.info()).reason).toMatch(/runs in software/);
    clip.dispose();
  });

  it('notices at once that its worker died, and resolves lost before its calls fail', async () => {
    const dying = `globalThis.webClipPlugins ??= new Map();
      webClipPlugins.set(import.meta.url, () => ({ die: () => self.close() }));`;
    const url = URL.createObjectURL(new Blob([dying], { type: 'text/javascript' }));
    const clip = await createClip({ device: 'wasm' });
    const plugin = await clip.loadPlugin<{ die(): void }>(url, undefined);
    const told: unknown[] = [];
    const lost = clip.lost.then((error) => told.push(error));
    await plugin.die();
    const error = await clip.embedTexts(['a dog']).catch((error) => error);
    expect(error).toMatchObject({ code: 'engine-failed', message: /the browser terminated it.*createClip/ });
    expect(told).toEqual([error]);
    await lost;
    clip.dispose();
  });

  it('rejects pending and later calls once it is disposed', async () => {
    const clip = await createClip({ device: 'wasm' });
    const call = clip.embedImages([await drawn(3)]);
    clip.dispose();
    await expect(call).rejects.toMatchObject({ code: 'disposed' });
    await expect(clip.info()).rejects.toMatchObject({ code: 'disposed' });
    clip.dispose();
  });

  it('rejects an image that is closed', async () => {
    const clip = await createClip({ device: 'wasm' });
    const closed = await createImageBitmap(await drawn(1));
    closed.close();
    await expect(clip.embedImages([closed])).rejects.toMatchObject({ code: 'undecodable-image' });
    clip.dispose();
  });

  it('embeds more texts than fit into a batch', async () => {
    const clip = await createClip({ device: 'wasm' });
    const texts = Array.from({ length: 130 }, (_, i) => `a picture of ${i} apples`);
    const all = await clip.embedTexts(texts);
    for (const i of [0, 63, 64, 129]) {
      expect(cosine(row(all, i), row(await clip.embedTexts([texts[i] as string]), 0))).toBeGreaterThan(
        0.99999,
      );
    }
    clip.dispose();
  });

  it('reads a folder in the Hugging Face layout', async () => {
    const clip = await createClip({ model: '/models/pocket/', device: 'wasm' });
    const { model } = await clip.info();
    const known = registry.get('pocket');
    expect(model).toMatchObject({ image: known?.image, text: known?.text, dimension: 256 });
    expect(model.similarity.logitScale).toBeCloseTo(40.7, 1);
    const texts = await clip.embedTexts([goldens.texts[0]?.text as string]);
    expect(cosine(texts.data, goldens.texts[0]?.embedding as number[])).toBeGreaterThan(0.999);
    clip.dispose();
  });
});

describe('the pocket model on WebGPU, in software', () => {
  it('matches WASM for concurrent images and texts from the first call on', async () => {
    const pictures = await goldenImages('crop');
    const texts = goldens.texts.slice(0, 4).map(({ text }) => text);
    const embed = async (device: 'webgpu' | 'wasm') => {
      const clip = await createClip({ device, dtype: 'q8' });
      const [images, sentences] = await Promise.all([clip.embedImages(pictures), clip.embedTexts(texts)]);
      const info = await clip.info();
      clip.dispose();
      return { rows: [...rows(images), ...rows(sentences)], info };
    };
    const onCpu = await embed('wasm');
    const onGpu = await embed('webgpu');
    expect(onGpu.rows).toHaveLength(pictures.length + texts.length);
    for (const [i, each] of onGpu.rows.entries()) {
      expect(cosine(each, onCpu.rows[i] as Float32Array)).toBeGreaterThan(0.9999);
    }
    const { adapter, selfCheck, timings } = onGpu.info;
    expect(onGpu.info).toMatchObject({ backend: 'webgpu', dtype: 'q8', reason: 'WebGPU was requested.' });
    expect(adapter).toMatch(/swiftshader/i);
    expect(timings['self-check']?.count).toBe(2);
    for (const report of [selfCheck.vision, selfCheck.text]) {
      expect(report).toMatchObject({ against: 'record', tolerance: 0.999338 });
      expect(report?.cosine).toBeGreaterThan(0.9998);
    }
  });
});

it('runs a dynamically quantised model on our own kernels, without onnxruntime, and reports that', async () => {
  const model = new URL('../../fixtures/openai-clip/model/', import.meta.url).href;
  const runtimesOf = async (dtype: 'int8' | 'fp32') => {
    const clip = await createClip({
      model,
      device: 'wasm',
      dtype,
      weights: { assets: `${location.origin}/` },
    });
    const before = await clip.info();
    expect(before).toMatchObject({ runtimes: {}, runtimeFiles: [] });
    await clip.prefetch();
    const { runtimeFiles } = await clip.info();
    await clip.embedImages([new ImageData(20, 30)]);
    await clip.embedTexts(['a dog']);
    const after = await clip.info();
    clip.dispose();
    // What was needed had been foretold.
    expect(after.runtimeFiles).toEqual(runtimeFiles);
    return { ...after.runtimes, files: runtimeFiles.map((url) => new URL(url).pathname) };
  };
  expect(await runtimesOf('int8')).toEqual({ vision: 'web-clip', text: 'web-clip', files: [] });
  expect(await runtimesOf('fp32')).toEqual({
    vision: 'onnxruntime',
    text: 'onnxruntime',
    files: ['/ort/ort-wasm-simd-threaded.mjs', '/ort/ort-wasm-simd-threaded.wasm'],
  });
});
