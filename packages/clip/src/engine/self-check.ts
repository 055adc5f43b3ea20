import { clear, createStore, get, set } from 'idb-keyval';
import type { Dtype, ModelSpec } from '../models/spec.ts';
import type { Backend } from './dtypes.ts';
/** The two encoders of a model. */
export type EncoderKind = 'vision' | 'text';

/** How an encoder's output for the self-check compares with a trusted one. */
export interface CheckReport {
  /** Cosine between the two embeddings; NaN if there was nothing to compare with. */
  cosine: number;
  /** The lowest cosine that passes. */
  tolerance: number;
  /**
   * The source of the trusted embedding: the model's record of its reference implementation, or WASM with the
   * same files; `nobody` if WASM cannot run them.
   */
  against: 'record' | 'wasm' | 'nobody';
}

/** The built-in sentence. */
export const CHECK_SENTENCE = 'a photo of a dog on a beach';

/** Increment whenever {@link checkPicture} returns a different image. */
export const CHECK_IMAGE = 1;

/**
 * The built-in image: two gradients and a fine pattern, so that every part of the input matters. It has the
 * model's own size, because `GpuResampler` checks a GPU's resizing.
 *
 * @param size Side in pixels, at least 2.
 * @returns 3 bytes per pixel.
 */
export function checkImage(size: number): Uint8Array {
  const rgb = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const gradients = [(255 * x) / (size - 1), (255 * y) / (size - 1)].map(Math.floor);
      rgb.set([...gradients, (5 * (x ^ y)) & 255], (y * size + x) * 3);
    }
  }
  return rgb;
}

/**
 * Lowest cosine between two backends that run the same files. Rounding differs between them, most of all in
 * 4-bit kernels, but never turns an embedding this far. Faulty kernels in the field gave cosines near 0
 * (https://github.com/huggingface/transformers.js/issues/1728).
 */
const AGREEMENT: Record<Dtype, number> = {
  fp32: 0.9999,
  fp16: 0.999,
  q8: 0.999,
  int8: 0.999,
  uint8: 0.999,
  q4: 0.99,
  q4f16: 0.99,
  q8f16: 0.99,
};

/**
 * Compares an encoder's output for the self-check with a trusted one: the model's record of its reference
 * implementation, or else WASM's output from the same files.
 *
 * @param spec The model.
 * @param kind Which encoder.
 * @param running Where it runs, and in which dtype.
 * @param answer Its output for the self-check.
 * @param byWasm Gets WASM's output; undefined if WASM cannot run the files.
 * @returns The comparison; undefined on WASM without a record, because there is nothing to compare WASM with.
 */
export async function compareWithTrusted(
  spec: ModelSpec,
  kind: EncoderKind,
  { backend, dtype }: { backend: Backend; dtype: Dtype },
  answer: Float32Array,
  byWasm: () => Promise<Float32Array | undefined>,
): Promise<CheckReport | undefined> {
  const recorded = spec.selfCheck?.[kind === 'vision' ? 'image' : 'text'];
  if (recorded) {
    const tolerance = spec.files[dtype]?.tolerance ?? AGREEMENT[dtype];
    return { cosine: cosine(answer, recorded), tolerance, against: 'record' };
  }
  if (backend === 'wasm') return undefined;
  const trusted = await byWasm();
  const tolerance = AGREEMENT[dtype];
  if (!trusted) return { cosine: Number.NaN, tolerance, against: 'nobody' };
  return { cosine: cosine(answer, trusted), tolerance, against: 'wasm' };
}

const store = createStore('web-clip-checks', 'answers');

/** Clears all answers that `rememberedAnswer` has stored, to measure what a first visit costs. */
export const forgetAnswers = (): Promise<void> => clear(store);

/**
 * Caches WASM's answers across visits. It stores the answer, not the verdict: every load compares again, so a
 * change of adapter, driver or browser does not make it stale.
 *
 * @param key Identifies the model file by its content, and the input.
 * @param ask Gets the answer.
 */
export async function rememberedAnswer(key: string, ask: () => Promise<Float32Array>): Promise<Float32Array> {
  // If storage fails, the only cost is to ask again.
  const known = await get<Float32Array>(key, store).catch(() => undefined);
  if (known) return known;
  const answer = await ask();
  await set(key, answer, store).catch(() => undefined);
  return answer;
}

/** Divides by the lengths, because records are rounded. */
function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  const dot = (p: ArrayLike<number>, q: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < p.length; i++) sum += (p[i] as number) * (q[i] as number);
    return sum;
  };
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
