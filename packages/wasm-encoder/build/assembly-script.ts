import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Binaries by source: every worker is built by itself, and asks again. */
const binaries = new Map<string, Promise<string>>();

/**
 * Compiles AssemblyScript to WASM: `import bytes from './kernel.as.ts?wasm'` gives the binary. With `&imported` it imports
 * its memory, with `&imported&shared` one that threads share, and with `&relaxed` it may use relaxed vector instructions.
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
