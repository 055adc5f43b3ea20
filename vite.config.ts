import { fileURLToPath } from 'node:url';
import type { UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { findBrowser, TEST_ARGUMENTS } from './apps/cli/src/browser.ts';
import { examplePages } from './apps/examples/build/example-pages.ts';
import { compression } from './apps/photo-search/compression.ts';
import { contentSecurityPolicy, withPolicy } from './apps/photo-search/content-security-policy.ts';
import { preloads } from './apps/photo-search/preloads.ts';
import { pwa } from './apps/photo-search/pwa.ts';
import { bundledWorkers } from './e2e/bundled-workers.ts';
import { testProjects } from './e2e/test-projects.ts';
import { ortFiles } from './packages/clip/build/ort-files.ts';
import { shippedParts } from './packages/shipped/src/plugin.ts';
import { assemblyScript } from './packages/wasm-encoder/build/assembly-script.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Cross-origin isolation, which WASM threads need: https://web.dev/articles/coop-coep */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Workers are bundled during the bundling of the page, which Rolldown would report as a slow plugin. */
const rolldownOptions = { checks: { bundlerTimings: false } };

/**
 * A worker's entry only imports its main module, which gets its own chunk. If a lazy chunk imported from the entry,
 * WebKit would evaluate the entry again, and the worker would answer every call twice.
 */
const workerOptions = {
  ...rolldownOptions,
  output: { codeSplitting: { groups: [{ name: 'main', test: /[/-]main\.ts$/ }] } },
};

const shared = {
  publicDir: here('public'),
  // The builds of onnxruntime-web that load their binary from a URL instead of bundling it.
  resolve: {
    conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
    // `optimizeDeps` below resolves it from the root.
    alias: { utif2: here('packages/images/node_modules/utif2') },
  },
  worker: { format: 'es', plugins: () => [assemblyScript()], rolldownOptions: workerOptions },
  server: { headers: ISOLATION },
  preview: { headers: ISOLATION },
  // All other dependencies are ES modules. If Vite discovered and bundled one during a test, it would reload the page.
  optimizeDeps: { noDiscovery: true, include: ['utif2'] },
} satisfies UserConfig;

/** The app and everything that it serves, in dist/. */
const site: UserConfig = {
  ...shared,
  root: here('apps/photo-search'),
  base: './',
  build: { outDir: here('dist'), emptyOutDir: true, target: 'es2023', rolldownOptions },
  plugins: [
    assemblyScript(),
    ortFiles(ISOLATION),
    examplePages(withPolicy),
    contentSecurityPolicy(ISOLATION),
    compression(here('dist')),
    preloads(),
    shippedParts(here('.')),
    VitePWA(pwa),
  ],
};

/** The bench page, in dist/bench/, with all of its files: the folder can be copied to any device. */
const bench: UserConfig = {
  ...shared,
  root: here('apps/bench'),
  base: './',
  build: {
    outDir: here('dist/bench'),
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions: { ...rolldownOptions, input: here('apps/bench/bench.html') },
  },
  plugins: [assemblyScript(), ortFiles(ISOLATION)],
};

export default defineConfig(({ mode }) => {
  if (mode === 'bench') return bench;
  if (mode !== 'test') return site;
  return {
    ...shared,
    plugins: [
      assemblyScript(),
      ortFiles(ISOLATION),
      bundledWorkers({
        ...shared,
        build: { target: 'es2023', rolldownOptions },
        plugins: [assemblyScript()],
      }),
    ],
    test: { projects: testProjects(findBrowser(), TEST_ARGUMENTS) },
  };
});
