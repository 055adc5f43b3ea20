import { type Assets, ClipError, introduced, newWorker } from '@web-clip/calls';
import workerUrl from '../worker/worker.ts?worker&url';

/**
 * Starts web-clip's worker, even in a page that requires Trusted Types.
 *
 * @param assets web-clip's own files.
 * @param started A worker that the page has started.
 * @throws ClipError `engine-failed` if the browser or the page's policy does not allow it.
 */
export function startWorker(assets: Assets, started?: Worker): Worker {
  if (!isSecureContext) {
    throw new ClipError(
      'engine-failed',
      'This page was not loaded over HTTPS, so the browser blocks the storage and workers that web-clip needs. Open it over HTTPS or from localhost.',
    );
  }
  if (started) return introduced(started, assets);
  try {
    return newWorker(workerUrl, 'web-clip', { assets, trust });
  } catch (error) {
    if (error instanceof ClipError) throw error;
    throw new ClipError(
      'engine-failed',
      'The browser blocked the web-clip worker. Serve web-clip’s files from the page’s own origin, or allow another one with createClip({ crossOrigin: true }).',
      { cause: error },
    );
  }
}

let allowed = '';
let policy: { createScriptURL(url: string): string } | undefined;

/** The policy of this name allows one worker at a time, and can be created only once. */
function trust(url: string): string {
  allowed = url;
  try {
    policy ??= globalThis.trustedTypes?.createPolicy('web-clip', { createScriptURL: () => allowed });
    return policy?.createScriptURL('') ?? url;
  } catch (error) {
    throw new ClipError(
      'engine-failed',
      'The page’s Content-Security-Policy blocked the web-clip worker. Add “web-clip” to its trusted-types.',
      { cause: error },
    );
  }
}
