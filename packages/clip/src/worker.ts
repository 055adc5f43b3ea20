/**
 * For scripts that run inside web-clip's worker, next to the encoders, so that embeddings need not cross threads. A page
 * loads such a plugin with `clip.loadPlugin(url, argument)`, and calls its methods.
 *
 * @packageDocumentation
 */
import type { ImageSource } from '@web-clip/images';
import type { EncodedTexts } from './engine/encoded-texts.ts';
import type { ClipInfo } from './engine/info.ts';
import type { EngineCallOptions } from './engine/options.ts';
import type { Embeddings } from './scoring/embeddings.ts';
import { registerPlugin as register } from './worker/plugins.ts';

export {
  CallControls,
  ClipError,
  type ClipErrorCode,
  isClipError,
  type Priority,
  withControls,
} from '@web-clip/calls';
export type { ImageSource } from '@web-clip/images';
export type { EncodedTexts } from './engine/encoded-texts.ts';
export type { ClipInfo } from './engine/info.ts';
export type { EngineCallOptions } from './engine/options.ts';
export type { ClipProgress, ProgressListener } from './engine/progress.ts';
export { type Embeddings, row } from './scoring/embeddings.ts';

/** The encoders, in the thread of the plugin. Errors and results are those of the methods of `Clip`. */
export interface PluginEngine {
  /** The GPU device that the encoders run on. A plugin that uses it must handle its loss. */
  readonly gpu: GPUDevice | undefined;
  /** What is running, and how long each stage has taken. */
  info(): ClipInfo;
  /** As `Clip.embedImages`. Decoded images are left open. */
  embedImages(images: readonly ImageSource[], options?: EngineCallOptions): Promise<Embeddings>;
  /**
   * Embeds one image. It shares a batch with others that arrive at the same time.
   *
   * @returns `dimension` values; its length as a vector is 1.
   */
  embedImage(image: ImageSource, options?: EngineCallOptions): Promise<Float32Array<ArrayBuffer>>;
  /** As `Clip.embedTexts`. */
  embedTexts(texts: readonly string[], options?: EngineCallOptions): Promise<Embeddings>;
  /** As `Clip.encodeTexts`. */
  encodeTexts(texts: readonly string[], options?: EngineCallOptions): Promise<EncodedTexts>;
  /** As `Clip.tokenize`. */
  tokenize(texts: readonly string[], options?: EngineCallOptions): Promise<number[][]>;
}

/**
 * Creates a plugin: an object whose methods the page can call. {@link CallControls} among their arguments, which the page
 * makes with {@link withControls}, arrive with a working signal and `onProgress`.
 *
 * @param engine The worker's encoders.
 * @param argument The argument of `clip.loadPlugin()`.
 */
export type CreatePlugin<Argument> = (engine: PluginEngine, argument: Argument) => Promise<object> | object;

/**
 * A plugin script calls this when it is loaded. It is a call rather than an export, because bundlers drop the exports of
 * worker scripts.
 *
 * @param url The script's own `import.meta.url`.
 * @param create Creates the plugin.
 */
export function registerPlugin<Argument>(url: string, create: CreatePlugin<Argument>): void {
  register(url, create);
}
