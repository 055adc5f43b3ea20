import type { ClipError } from '@web-clip/calls';
import type { EncodedTexts } from '../engine/encoded-texts.ts';
import type { ClipInfo } from '../engine/info.ts';
import type { Classification, ClassifyOptions } from '../scoring/classify.ts';
import type { Embeddings } from '../scoring/embeddings.ts';
import type { similarity } from '../scoring/similarity.ts';
import type { CallOptions } from './clip-options.ts';
import type { EmbeddedImage } from './embed-each.ts';
import type { ImageInput } from './inputs.ts';

/** An object in the worker as the page sees it: every method returns a promise. */
export type RemotePlugin<Plugin extends object> = {
  [Method in keyof Plugin]: Plugin[Method] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/** A CLIP model that runs in its own worker. */
export interface Clip {
  /**
   * @param images Images of any size. Bitmaps and frames remain the caller's. An `<img>` that is still loading
   *   is waited for.
   * @returns L2-normalised embeddings, one per image, in the same order.
   * @throws ClipError `undecodable-image` or `too-large-image` for the first image that cannot be decoded,
   *   `invalid-argument` for anything that is not an image, …, or the signal's reason.
   */
  embedImages(images: readonly ImageInput[], options?: CallOptions): Promise<Embeddings>;
  /**
   * Embeds images one by one, for lists that are long, never end, or may contain bad images:
   *
   * ```js
   * for await (const { index, embedding, error } of clip.embedEach(files)) …
   * ```
   *
   * An image that cannot be embedded costs only itself. At most three batches are under way, so memory stays
   * the same however many images there are: more are taken when the loop has consumed earlier results.
   *
   * @param images As for `embedImages`: an array, a generator, a stream, …
   * @param options `onProgress` is called while the encoder is downloaded.
   * @returns For each image, in the same order, its embedding or its error. Each comes as soon as it is there.
   * @throws ClipError for all that is not the fault of one image, the error of `images`, or the signal's
   *   reason.
   */
  embedEach(
    images: Iterable<ImageInput> | AsyncIterable<ImageInput>,
    options?: CallOptions,
  ): AsyncGenerator<EmbeddedImage, void, undefined>;
  /**
   * @param texts Texts. Any beyond the model's context length are truncated.
   * @returns L2-normalised embeddings, one per text, in the same order.
   */
  embedTexts(texts: readonly string[], options?: CallOptions): Promise<Embeddings>;
  /**
   * Encodes texts for models that are conditioned on them, such as Stable Diffusion 1.x with the text encoder of
   * `openai/clip-vit-large-patch14`. Every text is padded to the model's context length with its padding token.
   *
   * @param texts As for `embedTexts`.
   * @returns The last hidden layer, its attention mask, and the pooled output.
   * @throws ClipError `unsupported-model` if the model's file does not output its last hidden layer. Files made with
   *   the option `--hidden-states` of the export recipe do.
   */
  encodeTexts(texts: readonly string[], options?: CallOptions): Promise<EncodedTexts>;
  /**
   * Returns what the image encoder sees, to help explain results.
   *
   * @param images As for `embedImages`.
   * @returns For each image, `size * size` pixels of 3 bytes (RGB), resized and cropped as the model's spec
   *   says, before normalisation.
   */
  prepareImages(images: readonly ImageInput[], options?: CallOptions): Promise<Uint8Array[]>;
  /**
   * Returns what the text encoder sees, to help explain results.
   *
   * @param texts As for `embedTexts`.
   * @returns For each text, its token ids after cleaning, including start and end tokens, not padded.
   */
  tokenize(texts: readonly string[], options?: CallOptions): Promise<number[][]>;
  /** Cosines between two sets of embeddings. */
  similarity: typeof similarity;
  /**
   * Says which labels fit each image, without training. Labels are embedded once and reused by later calls.
   *
   * @param images As for `embedImages`.
   * @param labels Words for what the images may show, at least one.
   * @returns For each image, all labels, the most probable first.
   * @throws ClipError `invalid-argument`, or as `embedImages`.
   */
  classify(
    images: readonly ImageInput[],
    labels: readonly string[],
    options?: ClassifyOptions & CallOptions,
  ): Promise<Classification[][]>;
  /**
   * Measures how well a caption fits an image: CLIPScore (https://arxiv.org/abs/2104.08718). Like the paper,
   * it embeds “A photo depicts ” followed by the caption. torchmetrics' `CLIPScore` embeds the caption alone
   * and returns 100 times the cosine. On that scale the two differ by up to 15.5.
   *
   * @returns 0..2.5. Good captions reach about 0.8 with `Xenova/clip-vit-base-patch32`, the model it was
   *   published for.
   */
  clipScore(image: ImageInput, caption: string, options?: CallOptions): Promise<number>;
  /**
   * Downloads both encoders and the tokenizer into the browser's storage. The page itself must cache
   * `info().runtimeFiles` afterwards, like its own scripts.
   */
  prefetch(options?: CallOptions): Promise<void>;
  /** What runs where, why, and how long each stage has taken. */
  info(): Promise<ClipInfo>;
  /**
   * Loads a script into the worker, next to the encoders; see `registerPlugin` in the module `worker`.
   *
   * @param url Its absolute URL.
   * @param argument Passed to the plugin; must be cloneable.
   */
  loadPlugin<Plugin extends object>(url: string, argument: unknown): Promise<RemotePlugin<Plugin>>;
  /**
   * Resolves with an error if the worker dies or hangs, like `GPUDevice.lost`. All calls then throw this
   * error. Never resolves after `dispose()`.
   */
  readonly lost: Promise<ClipError>;
  /**
   * Ends the worker and frees all its memory half a second later. Pending calls throw a ClipError `disposed`.
   */
  dispose(): void;
  /** Disposes of the clip at the end of a block, if it is declared with `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}
