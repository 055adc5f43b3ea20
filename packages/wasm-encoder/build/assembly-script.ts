import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Compiled binaries by source, because Vite builds every worker separately and asks for the same ones again. */
const binaries = new Map<string, Promise<string>>();

/** Keeps binaries for other builds: the compiler takes 15 seconds to start. */
const CACHE = fileURLToPath(new URL('../../../.cache/assembly-script/', import.meta.url));

/**
 * Compiles AssemblyScript to WASM: `import bytes from './kernel.as.ts?wasm'` imports the binary. With `&imported`, the
 * module imports its memory; with `&imported&shared`, the memory can be shared by threads; with `&relaxed`, the module
 * may use relaxed SIMD instructions.
 */
export function assemblyScript(): Plugin {
  return {
    name: 'assemblyscript',
    enforce: 'pre',
    load: {
      filter: { id: /\.as\.ts\?wasm(&\w+)*$/ },
      async handler(id) {
        const [path = '', wanted = ''] = id.split('?');
        const folder = dirname(path);
        // The modules of a folder may import each other.
        const names = readdirSync(folder).filter((name) => name.endsWith('.as.ts'));
        const sources = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
        for (const name of names) this.addWatchFile(join(folder, name));
        const key = [id, ...sources.values()].join('\n');
        if (!binaries.has(key)) {
          binaries.set(
            key,
            cached(key, () => compile(basename(path), sources, wanted.split('&'))),
          );
        }
        const binary = await binaries.get(key);
        return `export default Uint8Array.from(atob('${binary}'), (byte) => byte.charCodeAt(0));`;
      },
    },
  };
}

/** @returns The result of an earlier build with the same compiler and the same key, or of this one. */
async function cached(key: string, build: () => Promise<string>): Promise<string> {
  const compiler = createRequire(import.meta.url).resolve('assemblyscript/package.json');
  const made = [compiler, fileURLToPath(import.meta.url)].map((file) => readFileSync(file, 'utf8'));
  const file = join(
    CACHE,
    createHash('sha256')
      .update([...made, key].join('\n'))
      .digest('hex'),
  );
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const result = await build();
  mkdirSync(CACHE, { recursive: true });
  // Another build may write the same file.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, result);
  renameSync(draft, file);
  return result;
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
      // The compiler appends `.ts` to the paths in imports, which already have it.
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
