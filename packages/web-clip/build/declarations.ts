import { createRequire } from 'node:module';
import { type Plugin, rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

/** Our own packages are TypeScript sources, which the other plugin takes for missing declarations. */
const ourPackages: Plugin = {
  name: 'our-packages',
  resolveId: (source, importer) =>
    source.startsWith('@web-clip/') && importer ? createRequire(importer).resolve(source) : null,
};

/**
 * Writes one declaration file for each entry, and one for what they share. Types of packages that are bundled are copied
 * in, so that nothing else has to be installed.
 *
 * @param entries Paths of the sources, by the entry's name.
 * @param folder Where to write.
 */
export async function writeDeclarations(
  entries: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  const bundle = await rollup({
    input: entries,
    plugins: [ourPackages, dts({ respectExternal: true })],
    // No entry exports what onnxruntime-web declares; the engine behind them imports it.
    external: [/^node:/, 'react', /^onnxruntime-web/],
    // It warns of types that are used but not exported.
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  await bundle.write({
    dir: folder,
    format: 'es',
    entryFileNames: '[name].d.ts',
    chunkFileNames: '[name].d.ts',
  });
}
