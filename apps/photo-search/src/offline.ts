/** The detail of a `ready` event: all that is needed of it here. */
type Ready = CustomEvent<{ runtimeFiles: readonly string[] }>;

/** Where the service worker looks for the engine's files; see vite.config.ts. */
const ENGINE_CACHE = 'ort';

/**
 * Makes the page work with the network off: the service worker holds the page, and the page stores the engine's files for
 * it, since the engine may have been loaded before the service worker was there.
 */
export function keepOffline(): void {
  // While developing, a service worker would serve yesterday's code.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  serviceWorker.register(serviceWorkerUrl()).catch((error) => {
    console.warn('This page will not work offline.', error);
  });
  document.addEventListener('ready', (event) => {
    const { runtimeFiles } = (event as Ready).detail;
    // What fails is stored on the next visit.
    serviceWorker.ready.then(() => store(runtimeFiles)).catch(() => undefined);
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
