/**
 * For code that works inside web-clip's worker, next to the encoders, so that embeddings need not
 * cross threads: a guest module, which the worker imports by its URL.
 */
import type { Engine } from './engine/engine.ts';

export type { EngineCallOptions } from './engine/engine.ts';
export { asClipError, ClipError, isClipError, throwIfAborted } from './errors.ts';
export { row } from './scoring/embeddings.ts';
export { CallControls } from './worker/rpc.ts';
export type { Engine };

/** What a guest module exports. */
export interface GuestModule<Argument, Guest extends object> {
  /**
   * @param engine The worker's engine.
   * @param argument What `clip.host()` was given.
   * @returns An object whose methods the page can call. {@link CallControls} among their arguments
   *   arrive with a live signal and a live `onProgress`.
   */
  createGuest(engine: Engine, argument: Argument): Promise<Guest> | Guest;
}
