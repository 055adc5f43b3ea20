import { WasmEncoder } from '@web-clip/wasm-encoder';
import { type DownloadOptions, ensureFile, updateStoredFile, weightFile } from '@web-clip/weights';
import type { ModelSpec } from '../models/spec.ts';
import type { BackendChoice } from './backend.ts';
import type { Encoder } from './encoder.ts';
import { ensureOnnx, readOnnx, sessionOf } from './onnx-files.ts';
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

/** The largest file that is read only to find out what runs it, in bytes. */
const QUICKLY_READ = 64e6;

/** What both runtimes must know of an encoder. */
function shapeOf(kind: EncoderKind, { image, text, dimension }: ModelSpec) {
  const tokens = text.padTo === 'context' ? [text.contextLength] : [SHORTEST, text.contextLength];
  return {
    inputs: INPUTS[kind],
    outputs: OUTPUTS[kind],
    dimension,
    takes: kind === 'vision' ? { size: image.size } : { tokens },
  };
}

export interface LoadOptions {
  context: RuntimeContext;
  choice: BackendChoice;
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
  { context, choice, allowOwnKernels, signal }: LoadOptions,
): Promise<{ encoder: Encoder; fingerprint: string }> {
  const { spec, bases, limits, queues, timings, downloads, ort } = context;
  const { backend } = choice;
  const path = choice.files[kind];
  const { url } = weightFile(spec, bases, path);
  const shape = shapeOf(kind, spec);
  // A GPU needs it in any case, so it is loaded along with the files. They may fail first.
  if (choice.gpu) ort.load(backend).catch(() => undefined);
  const { session: encoder, fingerprint } = await sessionOf<Encoder>(
    (whole) =>
      timings.measure('download', () =>
        readOnnx(spec, bases, path, whole, { signal, onProgress: downloads.report }),
      ),
    (files) =>
      timings.measure('load', async () => {
        const own = allowOwnKernels && (await OwnEncoder.load({ ...shape, files, threads: limits.threads }));
        if (own) return own;
        return OrtEncoder.load({
          ...shape,
          files,
          url,
          ort: await ort.load(backend),
          gpu: choice.gpu?.device,
          alone: (job) => queues[backend].run('interactive', job),
          signal,
        });
      }),
  );
  if (!choice.gpu) await rememberKernels(url, encoder.runtime === 'web-clip');
  return { encoder, fingerprint };
}

/**
 * Stores an encoder, and finds out whether our own kernels can run it.
 *
 * @param kind Which encoder.
 * @returns The answer, which is stored along with the file. False for a large file that has not been loaded
 *   yet.
 * @throws ClipError `invalid-model`, an error of the download, or the signal's reason.
 */
export async function storeEncoder(
  kind: EncoderKind,
  { spec, bases, limits }: RuntimeContext,
  { files: { [kind]: path } }: BackendChoice,
  options: DownloadOptions,
): Promise<boolean> {
  const file = weightFile(spec, bases, path);
  const { ownKernels, size } = await ensureFile(file, options);
  if (ownKernels !== undefined || size > QUICKLY_READ) {
    await ensureOnnx(spec, bases, path, options);
    return ownKernels ?? false;
  }
  const files = await readOnnx(spec, bases, path, false, options);
  try {
    const found = await WasmEncoder.supports({ ...shapeOf(kind, spec), files, threads: limits.threads });
    await rememberKernels(file.url, found);
    return found;
  } finally {
    files.giveBack();
  }
}

/** Not worth failing for: without the record, {@link storeEncoder} reads the file again. */
const rememberKernels = (url: string, ownKernels: boolean): Promise<void> =>
  updateStoredFile(url, { ownKernels }).catch(() => undefined);
