import type { Dtype, EncoderFiles } from './spec.ts';

/** File name suffixes of the dtypes in published ONNX repositories. */
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
 * @param dtype The dtype.
 * @param folder Where the two files are, with a trailing slash.
 * @returns Paths of the two encoders in a repository with the Hugging Face layout.
 */
export function conventionalFiles(dtype: Dtype, folder = 'onnx/'): EncoderFiles {
  return {
    vision: `${folder}vision_model${SUFFIX[dtype]}.onnx`,
    text: `${folder}text_model${SUFFIX[dtype]}.onnx`,
  };
}

/** Bytes of the image encoder's and the text encoder's file. */
type EncoderBytes = readonly [vision: number, text: number];

/**
 * The files of a published repository.
 *
 * @param sizes Sizes of the two files of each dtype. The hub's pages round to three digits.
 * @param folder As in {@link conventionalFiles}.
 */
export function publishedFiles(
  sizes: Partial<Record<Dtype, EncoderBytes>>,
  folder?: string,
): Partial<Record<Dtype, EncoderFiles>> {
  return Object.fromEntries(
    Object.entries(sizes).map(([dtype, [vision, text]]) => [
      dtype,
      { ...conventionalFiles(dtype as Dtype, folder), bytes: vision + text },
    ]),
  );
}

/** Size of exported files in bytes per parameter, measured with ViT-B/32 (packages/clip/export/README.md). */
const EXPORTED_BYTES = { fp32: 4, fp16: 2, q8: 1.1, q4f16: 0.7, int8: 1.06 } as const;

/**
 * The files that `packages/clip/export` makes from a checkpoint.
 *
 * @param parameters Parameters of both encoders, counted with the library's own model on torch's meta device.
 */
export function exportedFiles(parameters: number): Partial<Record<Dtype, EncoderFiles>> {
  return Object.fromEntries(
    Object.entries(EXPORTED_BYTES).map(([dtype, each]) => [
      dtype,
      {
        ...conventionalFiles(dtype as Dtype),
        bytes: Math.round(each * parameters),
        ...(dtype === 'q8' && { weightOnly: true }),
      },
    ]),
  );
}
