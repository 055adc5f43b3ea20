import type { CallControls } from '@web-clip/calls';
import { ClipError, holdLockUntilExit, throwIfAborted } from '@web-clip/calls';
import type { ImageSource } from '@web-clip/images';
import { proxy, transfer } from 'comlink';
import type { EncodedTexts } from '../engine/encoded-texts.ts';
import { Engine } from '../engine/engine.ts';
import type { ClipInfo } from '../engine/info.ts';
import type { EngineOptions } from '../engine/options.ts';
import type { ClipProgress } from '../engine/progress.ts';
import type { EncoderKind } from '../engine/self-check.ts';
import type { Embeddings } from '../scoring/embeddings.ts';
import { crossCheck } from './cross-check.ts';
import { prepareImage } from './image-workers.ts';
import { importPlugin } from './plugins.ts';
import type { Pingable } from './worker-connection.ts';

/** The worker's interface; its client is {@link createClip}. */
export class ClipService implements Pingable {
  #engine: Engine | undefined;

  /** Calls may take any time, as long as this thread answers now and then. */
  ping(): boolean {
    return true;
  }

  /** Holds a lock as long as the worker lives. */
  live(lock: string): Promise<void> {
    return holdLockUntilExit(lock, 'exclusive');
  }

  /** Creates the engine. Must come before any other call. */
  async load(options: EngineOptions, controls: CallControls<ClipProgress>): Promise<void> {
    // An unhandled error ends the worker: see WorkerConnection.
    const fail = (error: Error): void => reportError(error);
    const dependencies = { crossCheck, prepareImage, fail };
    this.#engine = await Engine.create(options, dependencies, controls);
  }

  info(): ClipInfo {
    return this.#loaded.info();
  }

  prefetch(controls: CallControls<ClipProgress>): Promise<void> {
    return this.#loaded.prefetch(controls);
  }

  async embedImages(
    images: readonly ImageSource[],
    controls: CallControls<ClipProgress>,
  ): Promise<Embeddings> {
    return this.#loaded
      .embedImages(images, controls)
      .then(transferred)
      .finally(() => close(images));
  }

  loadImageEncoder(controls: CallControls<ClipProgress>): Promise<void> {
    return this.#loaded.loadImageEncoder(controls);
  }

  /** @param images One image. It comes in a list like many, which may have to be transferred. */
  async embedImage(
    images: readonly ImageSource[],
    controls: CallControls<ClipProgress>,
  ): Promise<Float32Array<ArrayBuffer>> {
    try {
      const embedding = await this.#loaded.embedImage(images[0] as ImageSource, controls);
      return transfer(embedding, [embedding.buffer]);
    } finally {
      close(images);
    }
  }

  async prepareImages(
    images: readonly ImageSource[],
    { signal, onProgress }: CallControls<ClipProgress>,
  ): Promise<Uint8Array[]> {
    try {
      const prepared: Uint8Array[] = [];
      for (const [index, image] of images.entries()) {
        throwIfAborted(signal);
        prepared.push(await this.#loaded.images.bytes(image, index, images.length));
        onProgress?.({ phase: 'embed', done: index + 1, total: images.length });
      }
      return prepared;
    } finally {
      close(images);
    }
  }

  tokenize(texts: readonly string[], controls: CallControls<ClipProgress>): Promise<number[][]> {
    return this.#loaded.tokenize(texts, controls);
  }

  async embedTexts(texts: readonly string[], controls: CallControls<ClipProgress>): Promise<Embeddings> {
    return transferred(await this.#loaded.embedTexts(texts, controls));
  }

  async encodeTexts(texts: readonly string[], controls: CallControls<ClipProgress>): Promise<EncodedTexts> {
    const encoded = await this.#loaded.encodeTexts(texts, controls);
    const { lastHiddenState, attentionMask, pooled } = encoded;
    return transfer(encoded, [lastHiddenState.buffer, attentionMask.buffer, pooled.buffer]);
  }

  /** For the self-check of another worker. */
  answer(kind: EncoderKind): Promise<Float32Array> {
    return this.#loaded.answer(kind);
  }

  /** Creates a plugin; see {@link registerPlugin}. */
  async loadPlugin(url: string, argument: unknown): Promise<object> {
    const create = await importPlugin(url);
    return proxy(await create(this.#loaded, argument));
  }

  get #loaded(): Engine {
    if (this.#engine) return this.#engine;
    throw new ClipError('engine-failed', 'The engine was called before it was loaded.');
  }
}

const transferred = (embeddings: Embeddings): Embeddings => transfer(embeddings, [embeddings.data.buffer]);

/** Images that arrive here are copies, so they can be closed. */
function close(images: readonly ImageSource[]): void {
  for (const image of images) if ('close' in image) image.close();
}
