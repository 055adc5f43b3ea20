import { ClipError } from '@web-clip/calls';
import workerUrl from '../worker/worker.ts?worker&url';

let trustedUrl: string | undefined;

/**
 * Starts web-clip's worker, even in a page that requires Trusted Types.
 *
 * @throws ClipError `engine-failed` if the browser or the page's policy does not allow it.
 */
export function startWorker(): Worker {
  if (!isSecureContext) {
    throw new ClipError(
      'engine-failed',
      'This page was not loaded over HTTPS, so the browser blocks the storage and workers that web-clip needs. Open it over HTTPS or from localhost.',
    );
  }
  trustedUrl ??= trusted();
  try {
    return new Worker(trustedUrl, { type: 'module', name: 'web-clip' });
  } catch (error) {
    throw new ClipError(
      'engine-failed',
      'The browser blocked the web-clip worker. Serve web-clip’s files from the page’s own origin.',
      { cause: error },
    );
  }
}

/** The policy with this name allows a single URL, and can be created only once. */
function trusted(): string {
  try {
    const policy = globalThis.trustedTypes?.createPolicy('web-clip', { createScriptURL: () => workerUrl });
    return policy?.createScriptURL('') ?? workerUrl;
  } catch (error) {
    throw new ClipError(
      'engine-failed',
      'The page’s Content-Security-Policy blocked the web-clip worker. Add “web-clip” to its trusted-types.',
      { cause: error },
    );
  }
}
