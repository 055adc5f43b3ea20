import type { PhotoSearch } from '@web-clip/element';

/** The cache in which the service worker puts shared files; see share-target.ts. */
const SHARED = 'shared';

/** What the browser tells an app that is opened with files: https://developer.mozilla.org/docs/Web/API/LaunchQueue */
interface LaunchQueue {
  setConsumer(consumer: (launch: { files?: readonly FileSystemFileHandle[] }) => void): void;
}

/**
 * Takes files from other apps. Shared ones are added to the library. A single picture that is opened with the app is
 * searched by; several are added.
 */
export function takeFiles(): void {
  // Pages without a secure context have no caches.
  let isWaiting = 'caches' in globalThis;
  const opened: File[] = [];
  document.addEventListener('ready', async ({ target }) => {
    const element = target as PhotoSearch;
    await openWith(element, opened.splice(0));
    if (!isWaiting) return;
    isWaiting = false;
    if (!(await caches.has(SHARED))) return;
    await said(element.add(await sharedFiles()));
    await caches.delete(SHARED);
  });
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(async ({ files = [] }) => {
    const handles = files.filter(({ kind }) => kind === 'file');
    opened.push(...(await Promise.all(handles.map((handle) => handle.getFile()))));
    const element = document.querySelector('photo-search');
    // Before a model is ready, they wait for it.
    if (element?.clip && (await element.library)) await openWith(element, opened.splice(0));
  });
}

async function openWith(element: PhotoSearch, files: readonly File[]): Promise<void> {
  const [file, another] = files;
  if (!file) return;
  await said(another || !file.type.startsWith('image/') ? element.add(files) : element.search(file));
}

/** The element shows what went wrong. */
async function said(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}

async function sharedFiles(): Promise<File[]> {
  const cache = await caches.open(SHARED);
  const stored = (await cache.keys()).map(async (request) => {
    const response = await cache.match(request);
    if (!response) return [];
    const { headers } = response;
    return new File([await response.blob()], decodeURIComponent(headers.get('X-Name') ?? 'photo'), {
      type: headers.get('Content-Type') ?? '',
      lastModified: Number(headers.get('X-Modified')) || Date.now(),
    });
  });
  return (await Promise.all(stored)).flat();
}
