/** The detail of a `ready` event: all that is needed of it here. */
type Ready = CustomEvent<{ runtimeFiles: readonly string[] }>;

/** Where the service worker looks for the engine's files; see vite.config.ts. */
const ENGINE_CACHE = 'ort';

/** How long an installation of the service worker may take that an earlier visit has begun, in milliseconds. */
const INSTALLATION_LIMIT = 15_000;

/**
 * Makes the page work with the network off: the service worker holds the page, and the page stores the engine's files for
 * it, since the engine may have been loaded before the service worker was there. Begins once the page can be used, so as
 * not to compete with it.
 */
export function keepOffline(): void {
  // While developing, a service worker would serve yesterday's code.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  let registered: Promise<void> | undefined;
  document.addEventListener('ready', (event) => {
    const { runtimeFiles } = (event as Ready).detail;
    registered ??= register();
    registered
      .then(() => store(runtimeFiles))
      .catch((error) => console.warn('This page will not work offline until the next visit.', error));
  });
}

/** @returns When there is a service worker that answers for this page. */
async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  const earlier = await serviceWorker.getRegistration();
  // WebKit never ends an installation whose page was closed in the midst, nor begins another while it is there.
  if (earlier?.installing && !(await isInstalled(earlier.installing))) await earlier.unregister();
  await serviceWorker.register(serviceWorkerUrl());
  await serviceWorker.ready;
}

/** @returns Whether an installation ends in time, well or badly. */
function isInstalled(worker: ServiceWorker): Promise<boolean> {
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => resolve(true), { once: true });
    setTimeout(resolve, INSTALLATION_LIMIT, false);
  });
}

/** Not by way of the service worker, which never claims a page that was still loading when it began to work. */
async function store(files: readonly string[]): Promise<void> {
  const cache = await caches.open(ENGINE_CACHE);
  for (const file of files) {
    const isHeld = await cache.match(file, { ignoreVary: true });
    if (!isHeld) await cache.add(file);
  }
}

/** The page's policy requires Trusted Types; this one lets a single URL pass. */
function serviceWorkerUrl(): string {
  const { href } = new URL('sw.js', document.baseURI);
  const policy = globalThis.trustedTypes?.createPolicy('photo-search', { createScriptURL: () => href });
  return policy?.createScriptURL('') ?? href;
}
