import type { Dtype, TowerFiles } from './spec.ts';

/** File name suffixes of the dtypes, as published ONNX repositories use them. */
const SUFFIX: Record<Dtype, string> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  q8f16: '_q8f16',
};

/**
 * @param dtype A number format.
 * @param folder Where the two files are, with a slash at its end.
 * @returns Where a repository in the Hugging Face layout keeps the two encoders of this format.
 */
export function conventionalFiles(dtype: Dtype, folder = 'onnx/'): TowerFiles {
  return {
    vision: `${folder}vision_model${SUFFIX[dtype]}.onnx`,
    text: `${folder}text_model${SUFFIX[dtype]}.onnx`,
  };
}

/** Bytes of the image encoder's file and of the text encoder's. */
type TowerBytes = readonly [vision: number, text: number];

/**
 * The files of a published repository.
 *
 * @param sizes What the two files of each dtype weigh; the hub's pages round to three digits.
 * @param folder As in {@link conventionalFiles}.
 */
export function publishedFiles(
  sizes: Partial<Record<Dtype, TowerBytes>>,
  folder?: string,
): Partial<Record<Dtype, TowerFiles>> {
  return Object.fromEntries(
    Object.entries(sizes).map(([dtype, [vision, text]]) => [
      dtype,
      { ...conventionalFiles(dtype as Dtype, folder), bytes: vision + text },
    ]),
  );
}

/** Parameters of one encoder. */
export interface TowerCount {
  /** All of them. */
  all: number;
  /** Those of the weight matrices that 4-bit quantisation packs; not the token embeddings. */
  linear: number;
}

/** Dynamic int8 keeps norms and biases: published files weigh 1.015 to 1.02 bytes a parameter. */
const INT8_BYTES = 1.02;
/** 4 bits a weight, and a half-precision scale for every 32 of them. */
const Q4_BYTES = 0.5 + 2 / 32;

/**
 * The files that `packages/clip/export` makes of a checkpoint, with sizes computed from its parameters;
 * they are within 3 % of published files of the same kind.
 *
 * @param vision Counted with the library's own model on torch's meta device.
 * @param text The same of the text encoder.
 */
export function computedFiles(vision: TowerCount, text: TowerCount): Partial<Record<Dtype, TowerFiles>> {
  const all = vision.all + text.all;
  const linear = vision.linear + text.linear;
  const bytes = {
    fp32: 4 * all,
    fp16: 2 * all,
    q8: INT8_BYTES * all,
    q4f16: Q4_BYTES * linear + 2 * (all - linear),
  };
  return Object.fromEntries(
    Object.entries(bytes).map(([dtype, size]) => [
      dtype,
      { ...conventionalFiles(dtype as Dtype), bytes: Math.round(size) },
    ]),
  );
}
