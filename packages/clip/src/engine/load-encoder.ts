import { weightFile } from '@web-clip/weights';
import type { BackendChoice } from './backend.ts';
import type { Encoder } from './encoder.ts';
import { readOnnx, sessionOf } from './onnx-files.ts';
import type { Ort } from './ort.ts';
import { OrtEncoder } from './ort-encoder.ts';
import { OwnEncoder } from './own-encoder.ts';
import type { RuntimeContext } from './runtime-context.ts';
import type { EncoderKind } from './self-check.ts';

/** Names of the encoders' inputs. An encoder may lack the last. */
const INPUTS: Record<EncoderKind, readonly string[]> = {
  vision: ['pixel_values'],
  text: ['input_ids', 'attention_mask'],
};

/** Names that exporters give the embedding and the last hidden layer, in order of preference. */
const OUTPUTS: Record<EncoderKind, readonly (readonly string[])[]> = {
  vision: [['image_embeds', 'pooler_output']],
  text: [['text_embeds', 'pooler_output'], ['last_hidden_state']],
};

/** Tokens of an empty text: start and end. */
const SHORTEST = 2;

export interface LoadOptions {
  context: RuntimeContext;
  choice: BackendChoice;
  ort: Ort;
  /** Whether our own kernels may run it. */
  allowOwnKernels: boolean;
  signal: AbortSignal;
}

/**
 * Loads an encoder from storage, and downloads it first if it is not stored. Runs it on our own kernels if
 * they support it, otherwise on onnxruntime.
 *
 * @param kind Which encoder.
 * @returns The encoder, and a fingerprint that changes with any byte of its files.
 * @throws ClipError `invalid-model`, `engine-failed`, an error of the download, or the signal's reason.
 */
export async function loadEncoder(
  kind: EncoderKind,
  { context, choice, ort, allowOwnKernels, signal }: LoadOptions,
): Promise<{ encoder: Encoder; fingerprint: string }> {
  const { spec, bases, limits, queues, timings, downloads } = context;
  const path = choice.files[kind];
  const gpu = choice.gpu?.device;
  const { url } = weightFile(spec, bases, path);
  const inputs = INPUTS[kind];
  const { session: encoder, fingerprint } = await sessionOf<Encoder>(
    (whole) =>
      timings.measure('download', () =>
        readOnnx(spec, bases, path, whole, { signal, onProgress: downloads.report }),
      ),
    (files) =>
      timings.measure('load', async () => {
        const shared = { files, outputs: OUTPUTS[kind], dimension: spec.dimension };
        const { contextLength, padTo } = spec.text;
        const tokens = padTo === 'context' ? [contextLength] : [SHORTEST, contextLength];
        const takes = kind === 'vision' ? { size: spec.image.size } : { tokens };
        const { threads } = limits;
        const own = allowOwnKernels && (await OwnEncoder.load({ ...shared, inputs, takes, threads }));
        if (own) return own;
        const alone = <T>(job: () => Promise<T>): Promise<T> =>
          queues[choice.backend].run('interactive', job);
        return OrtEncoder.load({ ...shared, inputs, ort, gpu, url, alone, signal });
      }),
  );
  return { encoder, fingerprint };
}
