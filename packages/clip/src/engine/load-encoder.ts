import { Int8Encoder } from '../int8/int8-encoder.ts';
import { weightFile } from '../weights/locate.ts';
import type { BackendChoice } from './backend.ts';
import type { Encoder } from './encoder.ts';
import { readOnnx, sessionOf } from './onnx-files.ts';
import type { Ort } from './ort.ts';
import type { RuntimeContext } from './runtime-context.ts';
import type { TowerKind } from './self-check.ts';
import { Tower } from './tower.ts';

/** What the encoders are fed; the last may be left out by one that has no use for it. */
const INPUTS: Record<TowerKind, readonly string[]> = {
  vision: ['pixel_values'],
  text: ['input_ids', 'attention_mask'],
};

/** Names that exporters give the embedding, best first. */
const OUTPUTS: Record<TowerKind, readonly string[]> = {
  vision: ['image_embeds', 'pooler_output'],
  text: ['text_embeds', 'pooler_output'],
};

/** Tokens of a text without words: its start and its end. */
const SHORTEST = 2;

/** What an encoder is loaded with. */
export interface LoadOptions {
  context: RuntimeContext;
  choice: BackendChoice;
  ort: Ort;
  /** Whether kernels of our own may run it. */
  mayBeOwn: boolean;
  signal: AbortSignal;
}

/**
 * Loads an encoder from storage, or downloads it first: on kernels of our own where they compute it, else on onnxruntime.
 *
 * @param kind Which one.
 * @returns The encoder, and what differs when any byte of its files does.
 * @throws ClipError `invalid-model`, `engine-failed`, `aborted`, and those of a download.
 */
export async function loadEncoder(
  kind: TowerKind,
  { context, choice, ort, mayBeOwn, signal }: LoadOptions,
): Promise<{ encoder: Encoder; fingerprint: string }> {
  const { spec, bases, limits, lanes, timings, downloads } = context;
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
        const own = mayBeOwn && (await Int8Encoder.load({ ...shared, inputs, takes, threads }));
        if (own) return own;
        const alone = <T>(job: () => Promise<T>): Promise<T> => lanes[choice.backend].run('interactive', job);
        return Tower.load({ ...shared, inputs, ort, gpu, url, alone, signal });
      }),
  );
  return { encoder, fingerprint };
}
