import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { expect, test } from 'vitest';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const FOLDER = here('../../../.cache/sizes');

/** Replaces workers, WASM and shaders, which are files of their own, by empty addresses. */
const withoutFiles: Plugin = {
  name: 'without files',
  enforce: 'pre',
  resolveId: (id) => (/\?(worker|wasm|raw|url)/.test(id) ? `\0${id}` : null),
  load: (id) => (id.startsWith('\0') && id.includes('?') ? 'export default "";' : null),
};

/**
 * Bundles a module as a page or a package does.
 *
 * @param out A folder for the result.
 * @returns The code of the entry, without what it loads later.
 */
async function bundled(entry: string, out: string, minify: boolean): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [withoutFiles],
    build: {
      outDir: out,
      emptyOutDir: true,
      minify,
      target: 'es2023',
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        output: { format: 'es', entryFileNames: 'entry.js' },
      },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('Vite is watching.');
  return output.output[0].code;
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const PACKAGE = join(FOLDER, 'package');
// The whole package in one file is harder to take apart than its sources.
await bundled(here('index.ts'), PACKAGE, false);

/** @returns Size in bytes, minified, of a page that imports one export of the package. */
async function costOf(name: string): Promise<number> {
  const page = join(FOLDER, `${name}.js`);
  const from = JSON.stringify(join(PACKAGE, 'entry.js'));
  writeFileSync(page, `import { ${name} } from ${from};\nglobalThis.used = ${name};\n`);
  return (await bundled(page, join(FOLDER, name), true)).length;
}

// Whatever a bundler must keep at the top level of a module, everybody pays for.
test.each([
  ['similarity', 2_000],
  ['row', 2_000],
  ['prompts', 2_000],
  ['createClip', 27_000],
])('a page that imports %s alone grows by less than %i bytes', async (name, most) => {
  const cost = await costOf(name);
  expect(cost).toBeGreaterThan(500);
  expect(cost).toBeLessThan(most);
});
