/**
 * What every call of web-clip needs: one class of error, checks of arguments, cancellation, work that callers
 * share, queues, a cache, and a way to cross threads. It knows nothing of models or photos.
 *
 * @packageDocumentation
 */
export {
  CALL_RULES,
  checkList,
  checkOptions,
  checkTexts,
  described,
  FLAG,
  FUNCTION,
  invalid,
  nearestName,
  type OptionRules,
  oneOf,
  type Requirement,
  TEXT,
} from './arguments.ts';
export { type Assets, assetUrl, scriptUrl } from './assets.ts';
export { CallControls, registerTransferHandlers, withControls } from './call-controls.ts';
export { ASYNC_DISPOSE } from './dispose.ts';
export {
  asClipError,
  ClipError,
  type ClipErrorCode,
  isClipError,
  orAborted,
  orClipError,
  throwIfAborted,
} from './errors.ts';
export { LruCache } from './lru-cache.ts';
export { introduced, newWorker } from './new-worker.ts';
export { messagesHandled, type Priority, PriorityQueue } from './priority-queue.ts';
export { requireBrowser } from './require-browser.ts';
export { SharedPromise } from './shared-promise.ts';
export { Watchdog } from './watchdog.ts';
export { holdLockUntilExit } from './worker-lock.ts';
