import type { PhotoSearch } from '@web-clip/element';

/** The cache in which the service worker looks for the engine's files; see pwa.ts. */
const ENGINE_CACHE = 'ort';

/**
 * Time from when the model is stored until the page is stored, in milliseconds. If a page is closed or reloaded just
 * when it registers a service worker, WebKit may install none until the browser is restarted. Most short visits end
 * before.
 */
const DELAY = 3000;

/** Maximum time to wait for a service worker installation that an earlier visit started, in milliseconds. */
const INSTALLATION_LIMIT = 15_000;

/**
 * Makes the page work offline. The service worker stores the page. The page stores the engine's files itself, because
 * it may have loaded the engine before the service worker was active. All of this waits for the model, which is needed
 * first.
 */
export function keepOffline(): void {
  // During development, a service worker would serve stale code.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  let registered: Promise<void> | undefined;
  document.addEventListener('ready', async ({ target }) => {
    try {
      const clip = await (target as PhotoSearch).clip;
      await clip?.prefetch();
      registered ??= new Promise((resolve) => setTimeout(resolve, DELAY)).then(register);
      await registered;
      await store((await clip?.info())?.runtimeFiles ?? []);
    } catch (error) {
      console.warn('This page will not work offline until the next visit.', error);
    }
  });
}

/** @returns Resolves once a service worker is active for this page. */
async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  const earlier = await serviceWorker.getRegistration();
  // WebKit never finishes an installation whose page was closed, and starts no other while it exists.
  if (earlier?.installing && !(await isInstalled(earlier.installing))) await earlier.unregister();
  await serviceWorker.register(serviceWorkerUrl());
  await serviceWorker.ready;
}

/** @returns Whether an installation ends in time, successfully or not. */
function isInstalled(worker: ServiceWorker): Promise<boolean> {
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => resolve(true), { once: true });
    setTimeout(resolve, INSTALLATION_LIMIT, false);
  });
}

/** Not through the service worker, which never controls a page that was still loading when it became active. */
async function store(files: readonly string[]): Promise<void> {
  const cache = await caches.open(ENGINE_CACHE);
  for (const file of files) {
    const isHeld = await cache.match(file, { ignoreVary: true });
    if (!isHeld) await cache.add(file);
  }
}

/** The page's policy requires Trusted Types. This one allows a single URL. */
function serviceWorkerUrl(): string {
  const { href } = new URL('sw.js', document.baseURI);
  const policy = globalThis.trustedTypes?.createPolicy('photo-search', { createScriptURL: () => href });
  return policy?.createScriptURL('') ?? href;
}
