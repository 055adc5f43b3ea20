import { type Assets, isAsset, scriptUrl } from './assets.ts';

declare global {
  /** In a worker of the npm package: where web-clip's files are, as the thread that started it said. */
  var webClipAssets: Assets | undefined;
}

/** Blobs that import a script of another origin, by its URL. */
const bootstraps = new Map<string, string>();

/** Options of {@link newWorker}. */
export interface NewWorkerOptions {
  /** Where web-clip's files are, which a worker among them is told in its first message. Default: as in this worker. */
  assets?: Assets | undefined;
  /** Makes a URL one that the page's Trusted Types allow. */
  trust?: (url: string) => string;
}

/**
 * Starts a module worker.
 *
 * A worker cannot be of another origin than the page (https://html.spec.whatwg.org/multipage/workers.html#dom-worker).
 * If `assets.crossOrigin` allows it, a `blob:` script of the page's own origin imports such a worker's script.
 *
 * @param script The URL of its script.
 * @param name Shown by developer tools.
 * @throws DOMException or TypeError if the browser or the page's policy does not allow it.
 */
export function newWorker(
  script: string,
  name: string,
  { assets = globalThis.webClipAssets, trust = (url) => url }: NewWorkerOptions = {},
): Worker {
  const url = scriptUrl(assets, script);
  const isForeign = new URL(url, location.href).origin !== location.origin;
  const start = isForeign && assets?.crossOrigin ? bootstrapOf(url) : url;
  const worker = new Worker(trust(start), { type: 'module', name });
  return assets && (isAsset(script) || globalThis.webClipAssets) ? introduced(worker, assets) : worker;
}

/** Tells a worker of the npm package where web-clip's files are. It does nothing else until then. */
export function introduced(worker: Worker, assets: Assets): Worker {
  worker.postMessage({ webClipAssets: assets });
  return worker;
}

function bootstrapOf(url: string): string {
  const known = bootstraps.get(url);
  if (known) return known;
  const script = new Blob([`import ${JSON.stringify(url)};`], { type: 'text/javascript' });
  const bootstrap = URL.createObjectURL(script);
  bootstraps.set(url, bootstrap);
  return bootstrap;
}
