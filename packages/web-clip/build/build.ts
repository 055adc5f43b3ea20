import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ORT_FILES, ORT_FOLDER } from '@web-clip/clip/build';
import { customElementsManifest } from '@web-clip/element/build';
import { licencesText } from '@web-clip/shipped/licences';
import { shippedPackages } from '@web-clip/shipped/packages';
import { assemblyScript } from '@web-clip/wasm-encoder/build';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { writeDeclarations } from './declarations.ts';
import { EXPORTS, fileTable, SCRIPT_URL, scriptsByName, wrapped } from './scripts.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const packages = (path: string): string => here(`../../${path}`);

const WORKSPACE = here('../../..');
const OUT = here('../dist');
const ASSETS = join(OUT, 'assets');

/** The entries that pages import, by their name. */
const ENTRIES = {
  index: packages('clip/src/index.ts'),
  photos: packages('photos/src/index.ts'),
  element: packages('element/src/index.ts'),
  'element-without-browser': packages('element/src/without-browser.ts'),
  vectors: packages('vectors/src/index.ts'),
  worker: packages('clip/src/worker.ts'),
};

/** The workers, by their asset. */
const WORKERS = {
  'clip-worker.js': packages('clip/src/worker/worker.ts'),
  'image-worker.js': packages('clip/src/worker/image-worker.ts'),
  'photo-worker.js': packages('photos/src/indexing/photo-worker.ts'),
  'encoder-thread.js': packages('wasm-encoder/src/run/encoder-thread.ts'),
};

/** Scripts that the workers import, by their asset. They import others in turn. */
const MODULES = new Map([['library-service.js', packages('photos/src/worker/library-service.ts')]]);

const shared = {
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  resolve: {
    // The builds of onnxruntime-web that load their binary from a URL instead of bundling it.
    conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production'],
  },
} satisfies InlineConfig;

/** Other plugins than Vite's own take long only by comparison. */
const rolldownOptions = { checks: { bundlerTimings: false } };

/** Builds a script that bundlers copy as it is: one file, which no other script imports by a relative URL. */
async function buildScript(asset: string, entry: string, kind: 'worker' | 'module'): Promise<void> {
  const [output] = (await build({
    ...shared,
    plugins: [scriptsByName({ onLazy: (source, lazy) => MODULES.set(lazy, source) }), assemblyScript()],
    define: { 'import.meta.url': SCRIPT_URL },
    build: {
      write: false,
      outDir: ASSETS,
      sourcemap: true,
      minify: true,
      target: 'es2023',
      rolldownOptions: { ...rolldownOptions, ...(kind === 'module' && { output: { exports: 'named' } }) },
      lib: { formats: ['iife'], entry, name: EXPORTS, fileName: () => asset },
    },
  })) as Rolldown.RolldownOutput[];
  const [chunk, ...others] = (output?.output ?? []).filter(({ fileName }) => !fileName.endsWith('.map'));
  if (chunk?.type !== 'chunk' || !chunk.map || others.length > 0)
    throw new Error(`${asset} is not one file with a source map.`);
  const { code, map } = wrapped(chunk.code, chunk.map, asset, kind);
  writeFileSync(join(ASSETS, asset), padded(code));
  writeFileSync(join(ASSETS, `${asset}.map`), JSON.stringify(map));
}

/**
 * Vite puts files of less than 4 kB into `data:` URLs. Workers from such share no memory with the page, and policies may
 * forbid to fetch them.
 */
const padded = (text: string): string => text + ' '.repeat(Math.max(0, 5000 - text.length));

/** Copies onnxruntime's binaries, the bundled model and the licences. */
function copyFiles(): void {
  mkdirSync(join(ASSETS, 'ort'));
  for (const name of ORT_FILES) copyFileSync(join(ORT_FOLDER, name), join(ASSETS, 'ort', name));
  cpSync(here('../../../public/models'), join(ASSETS, 'models'), {
    recursive: true,
    filter: (source) => !source.includes('goldens'),
  });
  const shipped = shippedPackages(WORKSPACE, ['packages/element', 'packages/vectors']);
  writeFileSync(
    join(ASSETS, 'licences.txt'),
    licencesText(shipped, readFileSync(join(WORKSPACE, 'LICENSE'), 'utf8')),
  );
  copyFileSync(packages('CHANGELOG.md'), here('../CHANGELOG.md'));
  copyFileSync(join(WORKSPACE, 'LICENSE'), here('../LICENSE'));
  for (const path of readdirSync(ASSETS, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.json')) continue;
    const file = join(ASSETS, path);
    writeFileSync(file, padded(readFileSync(file, 'utf8')));
  }
}

/** @returns Paths of the assets that are loaded by URL. */
function loadedFiles(): string[] {
  return readdirSync(ASSETS, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(m?js|wasm|onnx)$|\/MODEL_CARD\.md$|\/tokenizer(_config)?\.json$/.test(path))
    .sort();
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(ASSETS, { recursive: true });
for (const [asset, entry] of Object.entries(WORKERS)) await buildScript(asset, entry, 'worker');
// The map grows while it is read.
for (const [asset, entry] of MODULES) await buildScript(asset, entry, 'module');
copyFiles();
await build({
  ...shared,
  plugins: [scriptsByName(), assemblyScript(), fileTable(loadedFiles())],
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target: 'es2023',
    sourcemap: true,
    rolldownOptions: { ...rolldownOptions, output: { chunkFileNames: '[name].js' } },
    lib: { formats: ['es'], entry: ENTRIES },
  },
});
// The command `web-clip`.
await build({
  ...shared,
  build: { outDir: OUT, emptyOutDir: false, ssr: here('../src/cli.ts'), target: 'node20' },
});
await writeDeclarations({ ...ENTRIES, react: packages('element/src/react.ts') }, OUT);
writeFileSync(join(OUT, 'custom-elements.json'), JSON.stringify(customElementsManifest('dist/element.js')));
// For the pages that the site serves without a bundler.
cpSync(OUT, join(WORKSPACE, 'dist/web-clip'), { recursive: true });
