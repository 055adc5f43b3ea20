import { message } from '@web-clip/wasm-encoder/fixtures';
import { fromHalf, toHalf } from '@web-clip/wasm-encoder/onnx';
import type { Feed } from './encoder.ts';
import { OrtBuilds } from './ort.ts';
import { OrtEncoder } from './ort-encoder.ts';

const FLOAT16 = 10;
const INT64 = 7;

/** An odd number of values, so the last 32-bit word holds only one. */
const SIDE = 5;
const DIMENSION = 4;
const VALUES = 3 * SIDE * SIDE;

/** Exactly representable in half precision. */
const weights = Float32Array.from({ length: VALUES * DIMENSION }, (_, i) => (((i * 37) % 19) - 9) / 8);

/** Three normalised images. */
const images = Float32Array.from({ length: 3 * VALUES }, (_, i) => 2 * Math.sin(i));

/**
 * Runs an image encoder with float16 inputs and outputs on {@link images}.
 *
 * @param gpu The device to run it on, or undefined for WASM.
 * @param feedOf Puts floats where that device takes them.
 * @returns The embeddings, and the expected ones.
 */
export async function embedHalves(
  gpu: GPUDevice | undefined,
  feedOf: (data: Float32Array<ArrayBuffer>, dims: readonly number[]) => Feed,
): Promise<{ actual: Float32Array; expected: Float32Array }> {
  const ort = await new OrtBuilds({ folder: `${location.origin}/` }, 1).load(gpu ? 'webgpu' : 'wasm');
  const encoder = await OrtEncoder.load({
    ort,
    gpu,
    url: 'half.onnx',
    files: { model: halfEncoder(), externalData: [], fingerprint: '', giveBack: () => undefined },
    inputs: ['pixel_values'],
    outputs: [['image_embeds']],
    dimension: DIMENSION,
    alone: (job) => job(),
    signal: new AbortController().signal,
  });
  const result = await encoder.run({ pixel_values: feedOf(images, [3, 3, SIDE, SIDE]) }, 3);
  const actual = await result();
  await encoder.release();
  return { actual, expected: embeddings() };
}

/** The products of {@link images} after rounding to half precision. */
function embeddings(): Float32Array {
  const pixels = fromHalf(toHalf(images));
  return Float32Array.from({ length: 3 * DIMENSION }, (_, i) => {
    const [row, column] = [Math.floor(i / DIMENSION), i % DIMENSION];
    const products = (to: number): number => {
      let sum = 0;
      for (let j = 0; j < VALUES; j++)
        sum += (pixels[row * VALUES + j] as number) * (weights[j * DIMENSION + to] as number);
      return sum;
    };
    return products(column) / Math.hypot(...Array.from({ length: DIMENSION }, (_, to) => products(to)));
  });
}

/**
 * A model with a single product, encoded by hand after https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
function halfEncoder(): Uint8Array<ArrayBuffer> {
  const tensor = (name: string, ...lengths: number[]): Uint8Array => {
    const dims = [message([2, 'batch']), ...lengths.map((length) => message([1, length]))];
    const shape = message(...dims.map((dim): [number, Uint8Array] => [1, dim]));
    return message([1, name], [2, message([1, message([1, FLOAT16], [2, shape])])]);
  };
  const bytes = (data: Uint16Array | BigInt64Array): Uint8Array => new Uint8Array(data.buffer);
  const reshape = message([1, 'pixel_values'], [1, 'shape'], [2, 'row'], [4, 'Reshape']);
  const product = message([1, 'row'], [1, 'weights'], [2, 'image_embeds'], [4, 'MatMul']);
  const graph = message(
    [1, reshape],
    [1, product],
    [2, 'graph'],
    [5, message([1, 2], [2, INT64], [8, 'shape'], [9, bytes(BigInt64Array.of(0n, BigInt(VALUES)))])],
    [5, message([1, VALUES], [1, DIMENSION], [2, FLOAT16], [8, 'weights'], [9, bytes(toHalf(weights))])],
    [11, tensor('pixel_values', 3, SIDE, SIDE)],
    [12, tensor('image_embeds', DIMENSION)],
  );
  return message([1, 8], [7, graph], [8, message([2, 17])]);
}
