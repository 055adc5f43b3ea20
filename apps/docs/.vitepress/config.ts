import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { sidebar } from './sidebar.ts';

/** Makes the browser refuse any request to another origin. VitePress’s pages hold scripts and styles themselves. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The app is served in the parent folder of the site. */
const APP = '/../';

export default defineConfig({
  lang: 'en',
  title: 'web-clip',
  description: 'CLIP models in the browser, and a search of your own photos. Nothing leaves the device.',
  // The site may be served from any folder.
  base: './',
  outDir: '../../dist/docs',
  cacheDir: '../../.cache/docs',
  // It becomes the start of the API.
  srcExclude: ['api-start.md'],
  ignoreDeadLinks: 'localhostLinks',
  head: [['meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }]],
  transformHead: ({ page }) => [
    ['link', { rel: 'icon', href: `${'../'.repeat(page.split('/').length)}icon.svg`, type: 'image/svg+xml' }],
  ],
  vite: { logLevel: 'warn', build: { license: { fileName: 'licences.md' } } },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/first-search', activeMatch: '/guide/' },
      { text: 'Troubleshooting', link: '/errors/', activeMatch: '/errors/' },
      { text: 'API', link: '/api/', activeMatch: '/api/' },
      { text: 'Open the app', link: APP, target: '_self' },
    ],
    sidebar: {
      '/': sidebar,
      '/api/': JSON.parse(readFileSync(new URL('../api/typedoc-sidebar.json', import.meta.url), 'utf8')),
    },
    outline: [2, 3],
    search: { provider: 'local' },
  },
});
