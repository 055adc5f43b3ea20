import type { Backend } from './backend.ts';

/** How much an engine may use at once. */
export interface Limits {
  /** WASM threads. */
  threads: number;
  /**
   * Pictures of 224 x 224 pixels in one run of the encoder; of larger ones fewer. More gain little, and a query
   * waits for one batch.
   */
  batch: Record<Backend, number>;
}

/** What is looked at; a worker's navigator has no `maxTouchPoints`, so the page looks. */
export type Machine = Pick<Navigator, 'userAgent' | 'maxTouchPoints' | 'hardwareConcurrency'>;

/**
 * Safari on an iPad calls itself one of a Mac, but no Mac has a touch screen
 * (https://developer.mozilla.org/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent).
 */
const isIos = ({ userAgent, maxTouchPoints }: Machine): boolean =>
  /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);

/**
 * WASM computes on more than one thread only if threads can share memory; from four cores on, half of them are taken to be
 * hyperthreads, which do not help matrix products.
 *
 * iOS ends pages that take much memory, or reloads them: there it is one thread, since each takes its own
 * (https://github.com/microsoft/onnxruntime/issues/22086, https://github.com/microsoft/onnxruntime/issues/11679),
 * and small batches (https://github.com/huggingface/transformers.js/issues/953,
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
