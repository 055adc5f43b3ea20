import type { Backend } from './dtypes.ts';

/** How many resources an engine may use. */
export interface Limits {
  /** WASM threads. */
  threads: number;
  /**
   * Images of 224 x 224 pixels per run of the encoder; fewer if the model's are larger. More would gain
   * little, and a query may have to wait for one batch.
   */
  batch: Record<Backend, number>;
}

/** The properties that decide. The page reads them, because a worker's navigator lacks `maxTouchPoints`. */
export type Machine = Pick<Navigator, 'userAgent' | 'maxTouchPoints' | 'hardwareConcurrency'>;

/**
 * Safari on an iPad claims to run on a Mac, but no Mac has a touch screen
 * (https://developer.mozilla.org/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent).
 */
const isIos = ({ userAgent, maxTouchPoints }: Machine): boolean =>
  /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);

/**
 * Chooses limits for a machine. WASM uses several threads only if they can share memory. If there are more
 * than four cores, half are assumed to be hyperthreads, which do not help with matrix products.
 *
 * iOS ends or reloads pages that use much memory. There WASM gets one thread, because each needs its own
 * memory (https://github.com/microsoft/onnxruntime/issues/22086,
 * https://github.com/microsoft/onnxruntime/issues/11679), and small batches
 * (https://github.com/huggingface/transformers.js/issues/953,
 * https://github.com/microsoft/onnxruntime/issues/27584).
 *
 * @param machine The page's `navigator`.
 * @param sharesMemory Whether threads can share memory.
 */
export function limitsOf(machine: Machine, sharesMemory: boolean): Limits {
  if (isIos(machine)) return { threads: 1, batch: { wasm: 2, webgpu: 8 } };
  const cores = machine.hardwareConcurrency;
  const threads = cores <= 4 ? cores : Math.min(8, Math.ceil(cores / 2));
  return { threads: sharesMemory ? threads : 1, batch: { wasm: 8, webgpu: 32 } };
}
