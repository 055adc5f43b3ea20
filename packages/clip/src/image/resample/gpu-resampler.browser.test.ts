import { pixelsOf } from '@web-clip/images';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clipImage } from '../../models/families/clip.ts';
import type { ImageSpec } from '../../models/spec.ts';
import { inMemory } from '../encoder-input.ts';
import { geometry } from './geometry.ts';
import { GpuResampler } from './gpu-resampler.ts';
import { resample } from './resample.ts';
import { normalise } from './tensor.ts';

const squash: ImageSpec = { ...clipImage(24), resize: 'squash' };
const bilinear: ImageSpec = { ...clipImage(40), interpolation: 'bilinear', cropOffset: 'floor' };
const specs = [clipImage(32), squash, bilinear];

/** Partly transparent noise, in which every error shows. */
async function noise(width: number, height: number, seed: number): Promise<ImageBitmap> {
  const pixels = new ImageData(width, height);
  let state = seed;
  for (let i = 0; i < pixels.data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels.data[i] = state >>> 24;
  }
  return createImageBitmap(pixels, { premultiplyAlpha: 'none' });
}

async function onCpu(image: ImageBitmap, spec: ImageSpec): Promise<Uint8Array> {
  const { data, width, height } = await pixelsOf(image);
  return resample({ data, width, height }, geometry(width, height, spec), spec.interpolation);
}

async function newDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  return adapter.requestDevice();
}

describe('GpuResampler', () => {
  let device: GPUDevice;
  beforeAll(async () => {
    device = await newDevice();
  });
  afterAll(() => device.destroy());

  it('returns the CPU’s bytes for images of any size', async () => {
    const side = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 8 }));
    await fc.assert(
      fc.asyncProperty(
        side,
        side,
        fc.integer(),
        fc.constantFrom(...specs),
        async (width, height, seed, spec) => {
          const image = await noise(width, height, seed);
          const prepared = await new GpuResampler(device, spec).prepare(image);
          expect(await prepared.bytes()).toEqual(await onCpu(image, spec));
          prepared.release();
          image.close();
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });

  it('handles images that no texture holds', async () => {
    const width = device.limits.maxTextureDimension2D + 1;
    const image = await noise(width, 3, 5);
    const prepared = await new GpuResampler(device, squash).prepare(image);
    expect(await prepared.bytes()).toEqual(await onCpu(image, squash));
    prepared.release();
  });

  it.each([
    [3, 300],
    [3, 301],
    [301, 3],
    [2, 1319],
  ])('returns the CPU’s bytes for images as tall as %i x %i', async (width, height) => {
    const image = await noise(width, height, height);
    const prepared = await new GpuResampler(device, squash).prepare(image);
    expect(await prepared.bytes()).toEqual(await onCpu(image, squash));
    prepared.release();
  });

  it('leaves images to the CPU if the GPU resizes wrongly', async () => {
    const image = await noise(60, 50, 3);
    const copy = GPUQueue.prototype.copyExternalImageToTexture;
    GPUQueue.prototype.copyExternalImageToTexture = () => undefined;
    try {
      const prepared = await new GpuResampler(device, squash).prepare(image);
      expect(await prepared.bytes()).toEqual(await onCpu(image, squash));
      prepared.release();
    } finally {
      GPUQueue.prototype.copyExternalImageToTexture = copy;
    }
  });

  it('reports a lost GPU', async () => {
    const other = await newDevice();
    const prepared = await new GpuResampler(other, squash).prepare(await noise(60, 50, 3));
    other.destroy();
    await expect(prepared.bytes()).rejects.toMatchObject({ code: 'engine-failed' });
  });

  it('accepts images after the GPU was lost, because the encoder will notice', async () => {
    const other = await newDevice();
    const resampler = new GpuResampler(other, squash);
    other.destroy();
    for (let i = 0; i < 2; i++) (await resampler.prepare(await noise(60, 50, 3))).release();
  });

  it.each(specs)('normalises each image into its place in the batch (%#)', async (spec) => {
    const resampler = new GpuResampler(device, spec);
    const images = await Promise.all([1, 2, 3].map((seed) => noise(50 + seed, 70 - 9 * seed, seed)));
    const [first, ...others] = await Promise.all(images.map((image) => resampler.prepare(image)));
    if (!first) throw new Error('no picture');
    const pictures = [inMemory(await first.bytes()), ...others];
    const floats = 3 * spec.size * spec.size;
    const expected = new Float32Array(pictures.length * floats);
    for (const [i, picture] of pictures.entries()) {
      normalise(await picture.bytes(), spec, expected.subarray(i * floats, (i + 1) * floats));
    }
    const batch = await resampler.batch(pictures);
    const staging = device.createBuffer({
      size: batch.size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(batch, 0, staging, 0, batch.size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const actual = new Float32Array(staging.getMappedRange());
    expect(actual.length).toBe(expected.length);
    const worst = actual.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (expected[i] as number))),
      0,
    );
    expect(worst).toBeLessThan(1e-5);
  });
});
