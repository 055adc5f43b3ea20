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
      'Browsers let pages compute and store as web-clip does only if they come by https, or from localhost. Open this one so.',
    );
  }
  trustedUrl ??= trusted();
  try {
    return new Worker(trustedUrl, { type: 'module', name: 'web-clip' });
  } catch (error) {
    throw new ClipError(
      'engine-failed',
      'The browser does not let this page start web-clip’s worker. Serve web-clip’s files from the page’s own origin.',
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
      'The page’s Content-Security-Policy does not let web-clip start its worker. Add web-clip to its trusted-types.',
      { cause: error },
    );
  }
}
