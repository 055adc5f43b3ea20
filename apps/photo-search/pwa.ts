import type { VitePWAOptions } from 'vite-plugin-pwa';
import { fromOtherApps, sharedFiles } from './share-target.ts';

/** How the page is installed as an app, and what its service worker stores for offline visits. */
export const pwa: Partial<VitePWAOptions> = {
  // A new version waits until all pages of the old one are closed, because they may still load scripts of the old one.
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    name: 'web-clip photo search',
    short_name: 'Photo search',
    description: 'Find your photos by describing them. Nothing leaves this device.',
    theme_color: '#1b5e4b',
    background_color: '#ffffff',
    display: 'standalone',
    start_url: './',
    icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' }],
    ...fromOtherApps,
  },
  workbox: {
    // Without models, because web-clip's own worker stores their weights.
    globPatterns: ['**/*.{js,css,html,svg}', 'samples/*'],
    // The decoders of HEIC and TIFF, the reader of videos and the names of cities are left out, because few visits need
    // them, and languages other than that of the page.
    globIgnores: [
      'docs/**',
      'examples/**',
      'web-clip/**',
      'assets/heic-*',
      'assets/tiff-*',
      'assets/gazetteer-*',
      'assets/video-contents-*',
      'assets/{de,es,fr,ja,zh}-*',
    ],
    clientsClaim: true,
    // The service worker would load the runtime with importScripts(), which the policy's Trusted Types forbid.
    inlineWorkboxRuntime: true,
    // Other pages, which are not stored for offline visits.
    navigateFallbackDenylist: [/\/(docs|examples|bench|models)\//, /\/licences\.txt$/],
    // The WASM binaries that the device needs: none, one, or both with a GPU. `Vary` is ignored, because servers send
    // `Vary: Origin`, and threads request the script with that header but the page without it.
    runtimeCaching: [
      sharedFiles,
      {
        urlPattern: ({ url }) =>
          /(?<!\/bench)\/(ort\/|assets\/(heic|tiff|gazetteer|video-contents)-)/.test(url.pathname),
        handler: 'CacheFirst',
        options: {
          cacheName: 'ort',
          matchOptions: { ignoreVary: true },
          // Two scripts, two binaries, two decoders, the reader of videos and the names of cities, of this version and the
          // previous one.
          expiration: { maxEntries: 16 },
        },
      },
    ],
  },
};
