/** The detail of a `ready` event: all that is needed of it here. */
type Ready = CustomEvent<{ runtimeFiles: readonly string[] }>;

/**
 * Makes the page work with the network off: the service worker holds the page, and is shown the
 * engine's files once, since the engine may have been loaded before the service worker was there.
 */
export function keepOffline(): void {
  // While developing, a service worker would serve yesterday's code.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const controlled = new Promise<void>((resolve) => {
    if (serviceWorker.controller) resolve();
    serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
  });
  serviceWorker.register(serviceWorkerUrl()).catch((error) => {
    console.warn('This page will not work offline.', error);
  });
  document.addEventListener('ready', async (event) => {
    const { runtimeFiles } = (event as Ready).detail;
    await controlled;
    for (const file of runtimeFiles) {
      // Megabytes that it already holds would come from the disk while the person types.
      const isHeld = await caches.match(file, { ignoreVary: true }).catch(() => undefined);
      // What fails is fetched on the next visit.
      if (!isHeld) await fetch(file).catch(() => undefined);
    }
  });
}

/** The page's policy requires Trusted Types; this one lets a single URL pass. */
function serviceWorkerUrl(): string {
  const { href } = new URL('sw.js', document.baseURI);
  const policy = globalThis.trustedTypes?.createPolicy('photo-search', { createScriptURL: () => href });
  return policy?.createScriptURL('') ?? href;
}
