import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin, UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { findBrowser, TEST_ARGUMENTS } from './apps/cli/src/browser.ts';
import { contentSecurityPolicy, withPolicy } from './apps/photo-search/content-security-policy.ts';
import { shippedParts } from './apps/photo-search/shipped/plugin.ts';
import { madeHalfPrecisionBrowser } from './e2e/half-precision/made.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Cross-origin isolation, which WASM threads need: https://web.dev/articles/coop-coep */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const ORT_FILES = ['', '.jspi', '.asyncify'].flatMap((build) =>
  ['mjs', 'wasm'].map((ending) => `ort-wasm-simd-threaded${build}.${ending}`),
);

/**
 * Serves onnxruntime-web's binaries from `ort/` of our own origin, untouched: it imports its script
 * by URL, also in the threads that it starts, so neither may be bundled or renamed.
 */
function ortFiles(): Plugin {
  const require = createRequire(here('packages/clip/package.json'));
  const folder = dirname(require.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
  return {
    name: 'ort-files',
    generateBundle() {
      for (const name of ORT_FILES) {
        this.emitFile({ type: 'asset', fileName: `ort/${name}`, source: readFileSync(join(folder, name)) });
      }
    },
    configureServer(server) {
      server.middlewares.use('/ort', (request, response, next) => {
        const name = ORT_FILES.find((file) => request.url?.split('?')[0] === `/${file}`);
        if (!name) return next();
        response.setHeader('Content-Type', name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript');
        for (const [header, value] of Object.entries(ISOLATION)) response.setHeader(header, value);
        createReadStream(join(folder, name)).pipe(response);
      });
    },
  };
}

/** Ships apps/embed as it is, but for the policy: it shows the built module without a bundler. */
function embedPage(): Plugin {
  return {
    name: 'embed-page',
    generateBundle() {
      const page = withPolicy(readFileSync(here('apps/embed/index.html'), 'utf8'));
      const script = readFileSync(here('apps/embed/labels.js'));
      this.emitFile({ type: 'asset', fileName: 'embed/index.html', source: page });
      this.emitFile({ type: 'asset', fileName: 'embed/labels.js', source: script });
    },
  };
}

/** Binaries by source: every worker is built by itself, and asks again. */
const binaries = new Map<string, Promise<string>>();

/**
 * Compiles AssemblyScript to WASM: `import bytes from './kernel.as.ts?wasm'` gives the binary. With `&imported` it imports
 * its memory, with `&imported&shared` one that threads share, and with `&relaxed` it may use relaxed vector instructions.
 */
function assemblyScript(): Plugin {
  return {
    name: 'assemblyscript',
    enforce: 'pre',
    load: {
      filter: { id: /\.as\.ts\?wasm(&\w+)*$/ },
      async handler(id) {
        const [path = '', wanted = ''] = id.split('?');
        const folder = dirname(path);
        // Each may import the others.
        const names = readdirSync(folder).filter((name) => name.endsWith('.as.ts'));
        const sources = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
        for (const name of names) this.addWatchFile(join(folder, name));
        const key = [id, ...sources.values()].join('\n');
        if (!binaries.has(key)) binaries.set(key, compile(basename(path), sources, wanted.split('&')));
        const binary = await binaries.get(key);
        return `export default Uint8Array.from(atob('${binary}'), (byte) => byte.charCodeAt(0));`;
      },
    },
  };
}

/** @returns The WASM binary in base64. */
async function compile(
  name: string,
  sources: ReadonlyMap<string, string>,
  wanted: readonly string[],
): Promise<string> {
  const { default: asc } = await import('assemblyscript/asc');
  const isShared = wanted.includes('shared');
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      ...[name, '--outFile', 'binary', '--optimizeLevel', '3', '--runtime', 'stub', '--enable', 'simd'],
      ...(wanted.includes('relaxed') ? ['--enable', 'relaxed-simd'] : []),
      ...(wanted.includes('imported') ? ['--importMemory'] : []),
      ...(isShared ? ['--enable', 'threads', '--sharedMemory'] : []),
      ...(isShared ? ['--initialMemory', '1', '--maximumMemory', '65536'] : []),
    ],
    {
      // It adds an ending to those that imports have.
      readFile: (file) => sources.get(file.replace(/\.ts\.ts$/, '.ts')) ?? null,
      writeFile: (_, content) => {
        if (typeof content !== 'string') binary = content;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`${name}\n${stderr.toString()}`, { cause: error });
  return Buffer.from(binary).toString('base64');
}

/** Workers are bundled within a bundle, which is reported as a slow plugin. */
const rolldownOptions = { checks: { bundlerTimings: false } };

/**
 * A worker's entry only imports its main module, which has a chunk of its own: WebKit evaluates an entry once more when a
 * lazy chunk imports from it, and the worker would serve twice.
 */
const workerOptions = {
  ...rolldownOptions,
  output: { codeSplitting: { groups: [{ name: 'main', test: /[/-]main\.ts$/ }] } },
};

const shared = {
  publicDir: here('public'),
  // onnxruntime-web's builds that take their binary from a URL, not from their own bundle.
  resolve: {
    conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
    // So that it is found from the root, as below.
    alias: { utif2: here('packages/clip/node_modules/utif2') },
  },
  worker: { format: 'es', plugins: () => [assemblyScript()], rolldownOptions: workerOptions },
  server: { headers: ISOLATION },
  preview: { headers: ISOLATION },
  // Every dependency but this one is an ES module already; bundling one when it turns up reloads the page in mid-test.
  optimizeDeps: { noDiscovery: true, include: ['utif2'] },
} satisfies UserConfig;

/** The app and all it serves, in dist/. */
const site: UserConfig = {
  ...shared,
  root: here('apps/photo-search'),
  base: './',
  build: { outDir: here('dist'), emptyOutDir: true, target: 'es2023', rolldownOptions },
  plugins: [
    assemblyScript(),
    ortFiles(),
    embedPage(),
    contentSecurityPolicy(ISOLATION),
    shippedParts(here('.')),
    VitePWA({
      // A new version waits until no page of the old one is open: it would take away scripts that are yet to be loaded.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'web-clip photo search',
        short_name: 'Photo search',
        description: 'Find your own photos by words. Nothing leaves this device.',
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
        globIgnores: ['embed/**', 'web-clip/**', 'assets/heic-*', 'assets/tiff-*'],
        clientsClaim: true,
        // A script that it loaded would be a text that becomes code, which the policy refuses.
        inlineWorkboxRuntime: true,
        // Pages of their own, which are not kept offline.
        navigateFallbackDenylist: [/\/(embed|bench|models)\//, /\/licences\.txt$/],
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
    }),
  ],
};

/** The page that measures, in dist/bench/, with all that it needs: the folder can be carried to any device. */
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
  plugins: [assemblyScript(), ortFiles()],
};

/** The packages as ES modules for other people's pages, in dist/web-clip/. */
const modules: UserConfig = {
  ...shared,
  plugins: [assemblyScript()],
  publicDir: false,
  base: './',
  build: {
    outDir: here('dist/web-clip'),
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions,
    lib: {
      formats: ['es'],
      entry: {
        'web-clip': here('packages/clip/src/index.ts'),
        photos: here('packages/photos/src/index.ts'),
        element: here('packages/element/src/index.ts'),
      },
    },
  },
};

/** Tests that run in a browser, one file at a time: the machine's cores are the encoders'. */
const inBrowser = (
  name: string,
  executablePath: string,
  include: string[],
): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    include,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath, args: TEST_ARGUMENTS } }),
      instances: [{ browser: 'chromium' }],
    },
  },
});

const BROWSER_TESTS = 'packages/**/*.browser.test.ts';
/** What only an adapter with half precision can run. */
const HALF_PRECISION_TESTS = 'packages/**/*.half-precision.test.ts';
/** What only an adapter without it can show. */
const FULL_PRECISION_TESTS = 'packages/**/*.full-precision.test.ts';
/** Our own shaders, which have to be right on every driver. */
const SHADER_TESTS = 'packages/**/gpu-*.browser.test.ts';

/** Tests that run in browsers: nearly all in the one with half precision where it has been made, whose GPU is several times faster. */
function browserProjects(): TestProjectInlineConfiguration[] {
  const [stock, made] = [findBrowser(), madeHalfPrecisionBrowser()];
  if (!made) return [inBrowser('browser', stock, [BROWSER_TESTS, FULL_PRECISION_TESTS])];
  return [
    inBrowser('browser', made, [BROWSER_TESTS, HALF_PRECISION_TESTS]),
    inBrowser('full precision', stock, [SHADER_TESTS, FULL_PRECISION_TESTS]),
  ];
}

export default defineConfig(({ mode }) => {
  if (mode === 'module') return modules;
  if (mode === 'bench') return bench;
  if (mode !== 'test') return site;
  return {
    ...shared,
    plugins: [assemblyScript(), ortFiles()],
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            include: ['{packages,apps,e2e}/**/*.test.ts'],
            exclude: ['**/*.{browser,half-precision,full-precision}.test.ts', '**/node_modules/**'],
          },
        },
        ...browserProjects(),
      ],
    },
  };
});
