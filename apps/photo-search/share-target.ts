import type { VitePWAOptions } from 'vite-plugin-pwa';

type Workbox = NonNullable<VitePWAOptions['workbox']>;

/**
 * The service worker’s answer to shared files. It runs in the service worker, into which Workbox writes its source, so it
 * can use nothing outside itself. The files go into a cache, from where the page takes them; see src/shared-files.ts.
 * Other sites could post files to this address as well, so theirs are dropped, as far as the browser tells whose they are.
 */
const takeShared = async ({ request }: { request: Request }): Promise<Response> => {
  const scope = new URL('./', request.url);
  const isForeign = request.referrer !== '' && new URL(request.referrer).origin !== scope.origin;
  const form = await request.formData();
  const files = form.getAll('photos').filter((entry) => entry instanceof File);
  const home = Response.redirect(scope.href, 303);
  if (isForeign || files.length === 0) return home;
  const cache = await caches.open('shared');
  const batch = Date.now();
  for (const [i, file] of files.entries()) {
    const headers = {
      'Content-Type': file.type || 'application/octet-stream',
      'X-Name': encodeURIComponent(file.name),
      'X-Modified': String(file.lastModified),
    };
    await cache.put(new URL(`shared/${batch}-${i}`, scope), new Response(file, { headers }));
  }
  return home;
};

/** Takes files that other apps share with the installed app. */
export const sharedFiles: NonNullable<Workbox['runtimeCaching']>[number] = {
  urlPattern: ({ url }) => url.pathname.endsWith('/share'),
  method: 'POST',
  handler: takeShared as unknown as 'NetworkOnly',
};

/** Images and videos, by their types with the extensions that systems know them by. */
const FILES = {
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'image/gif': ['.gif'],
  'image/webp': ['.webp'],
  'image/avif': ['.avif'],
  'image/heic': ['.heic'],
  'image/tiff': ['.tif', '.tiff'],
  'image/bmp': ['.bmp'],
};

/** What the manifest says of files from other apps. */
export const fromOtherApps: Pick<
  Exclude<NonNullable<VitePWAOptions['manifest']>, false>,
  'share_target' | 'file_handlers'
> = {
  share_target: {
    action: './share',
    method: 'POST',
    enctype: 'multipart/form-data',
    params: { files: [{ name: 'photos', accept: ['image/*', 'video/*'] }] },
  } as never,
  file_handlers: [{ action: './', accept: FILES }],
};
