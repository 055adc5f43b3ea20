import {
  CALL_RULES,
  type ClipError,
  type ClipErrorCode,
  checkOptions,
  described,
  invalid,
  isClipError,
  throwIfAborted,
  withControls,
} from '@web-clip/calls';
import type { Remote } from 'comlink';
import type { ClipService } from '../worker/service.ts';
import type { CallOptions } from './clip-options.ts';
import { type AnyIterable, inOrder } from './in-order.ts';
import { type ImageInput, post } from './inputs.ts';

/** What became of one image of `embedEach()`: its embedding, or the error that it alone caused. */
export type EmbeddedImage = {
  /** Index of the image among those given, from 0. */
  index: number;
} & (
  | {
      /** `dimension` values; its length as a vector is 1. */
      embedding: Float32Array<ArrayBuffer>;
      error?: undefined;
    }
  | { embedding?: undefined; error: ClipError }
);

/** Batches to keep under way: one is being prepared, one encoded, one read back. */
const BATCHES = 3;

/** Errors of a single image. A decoder that cannot be downloaded is needed for some formats only. */
const OF_AN_IMAGE: ReadonlySet<ClipErrorCode> = new Set([
  'invalid-argument',
  'undecodable-image',
  'too-large-image',
  'unreadable-file',
  'download-failed',
]);

/**
 * Embeds images one by one; see `Clip.embedEach`.
 *
 * @param call Makes a call to the worker.
 */
export async function* embedEach(
  images: AnyIterable<ImageInput>,
  options: CallOptions | undefined,
  call: <T>(work: (service: Remote<ClipService>) => Promise<T>) => Promise<T>,
): AsyncGenerator<EmbeddedImage, void, undefined> {
  if (!isIterable(images)) {
    throw invalid(
      `embedEach() needs a list or another iterable of images, but got ${described(images)}. Put brackets around a single one.`,
    );
  }
  checkOptions('embedEach()', options, CALL_RULES);
  const { batchSize } = await call((service) => service.info());
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(options?.signal ? [options.signal] : [])]);
  const loading = withControls({ ...options, signal }, (controls) =>
    call((service) => service.loadImageEncoder(controls)),
  );
  loading.catch(() => undefined);

  const embed = async (image: ImageInput, index: number): Promise<EmbeddedImage> => {
    try {
      const embedding = await withControls({ signal }, (controls) =>
        post([image], (sources) => call((service) => service.embedImage(sources, controls)), signal, index),
      );
      return { index, embedding };
    } catch (error) {
      throwIfAborted(signal);
      // Without the encoder, no image can be embedded.
      await loading;
      if (isClipError(error) && OF_AN_IMAGE.has(error.code)) return { index, error };
      throw error;
    }
  };
  try {
    yield* inOrder(images, BATCHES * batchSize, embed, signal);
  } finally {
    // The consumer may have left the loop.
    stop.abort();
  }
}

function isIterable(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value)
  );
}
