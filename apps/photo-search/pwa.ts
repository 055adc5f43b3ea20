import type { VitePWAOptions } from 'vite-plugin-pwa';

/** How the page is installed as an app, and what its service worker keeps for visits without a network. */
export const pwa: Partial<VitePWAOptions> = {
  // A new version waits until no page of the old one is open: it would take away scripts that are yet to be loaded.
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
  },
  workbox: {
    // The models are not here: the worker keeps their weights.
    globPatterns: ['**/*.{js,css,html,svg}', 'samples/*'],
    // Nor what few visits need: the decoders of HEIC and TIFF.
    globIgnores: ['docs/**', 'embed/**', 'web-clip/**', 'assets/heic-*', 'assets/tiff-*'],
    clientsClaim: true,
    // A script that it loaded would be a text that becomes code, which the policy refuses.
    inlineWorkboxRuntime: true,
    // Pages of their own, which are not kept offline.
    navigateFallbackDenylist: [/\/(docs|embed|bench|models)\//, /\/licences\.txt$/],
    // The WASM binaries that the device needs: one, or with a GPU both. Servers say `Vary: Origin`, and the
    // script is asked for with one by threads, without one by the page.
    runtimeCaching: [
      {
        urlPattern: ({ url }) => /(?<!\/bench)\/(ort\/|assets\/(heic|tiff)-)/.test(url.pathname),
        handler: 'CacheFirst',
        options: {
          cacheName: 'ort',
          matchOptions: { ignoreVary: true },
          // Two scripts and binaries and two decoders, of this version and the one before.
          expiration: { maxEntries: 12 },
        },
      },
    ],
  },
};
