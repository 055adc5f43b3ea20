import { basename } from 'node:path';
import type { Plugin } from 'vite';

/** Prefix of the path of an asset, in the place of a URL; see packages/calls/src/assets.ts. */
const SCHEME = 'web-clip:';

/** In the page's entries, where the URLs of the assets will be. */
const FILES = 'WEB_CLIP_FILES';

/** @returns The asset that a script becomes. Its main worker would only be called “worker”. */
const assetOf = (source: string): string =>
  `${basename(source)
    .replace(/\.[jt]s$/, '')
    .replace(/^worker$/, 'clip-worker')}.js`;

/** Options of {@link scriptsByName}. */
export interface ScriptOptions {
  /** Called with the path or package of each module that a script imports when it is needed, and with its asset. */
  onLazy?: (source: string, asset: string) => void;
}

/**
 * Makes scripts name each other by their paths among the assets. Bundlers copy assets as they are, under any name and in
 * any order of folders, so a script cannot find another one by a relative URL.
 */
export function scriptsByName({ onLazy }: ScriptOptions = {}): Plugin {
  return {
    name: 'scripts-by-name',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (source.endsWith('?worker&url')) return `\0${SCHEME}${assetOf(source.split('?')[0] as string)}`;
      if (!onLazy || options.kind !== 'dynamic-import') return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (!resolved) throw new Error(`${importer} imports ${source}, which does not exist.`);
      const asset = assetOf(source.replace(/^onnxruntime-web\//, 'onnxruntime-'));
      onLazy(resolved.id, asset);
      return { id: `${SCHEME}${asset}`, external: true };
    },
    load(id) {
      if (id.startsWith(`\0${SCHEME}`)) return `export default ${JSON.stringify(id.slice(1))};`;
      if (!id.endsWith('/clip/src/client/own-files.ts')) return null;
      // Turbopack makes URLs without an origin, which workers cannot use.
      return `export const ownFiles = () => {
  const urls = Object.entries(${FILES});
  return { files: Object.fromEntries(urls.map(([path, url]) => [path, new URL(url, location.href).href])) };
};`;
    },
  };
}

/**
 * Puts the URLs of the assets into the page's entries, in the form that bundlers know: each finds, copies and renames the
 * file of every `new URL('./path', import.meta.url)`.
 *
 * @param paths The assets that are loaded by URL, as paths in the folder `assets/`.
 */
export function fileTable(paths: readonly string[]): Plugin {
  const urls = paths.map(
    (path) => `${JSON.stringify(path)}: new URL('./assets/${path}', import.meta.url).href`,
  );
  return {
    name: 'file-table',
    enforce: 'post',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const holder = chunks.find(({ code }) => code.includes(FILES));
      if (!holder) throw new Error('No entry asks where the assets are.');
      holder.code = holder.code.replace(FILES, `{ ${urls.join(', ')} }`);
    },
  };
}

/**
 * What a script's code can use: its own URL, and `import()` of other scripts by name. Comments tell bundlers that serve
 * files in development, as Vite does, to leave the import alone.
 */
const prelude = (asset: string): string => `
const webClipUrl = (name) => {
  const { files, folder } = globalThis.webClipAssets;
  return files ? files[name] : new URL(name, folder).href;
};
const webClipScript = webClipUrl(${JSON.stringify(asset)});
const Import = async (url) => {
  const name = url.startsWith('${SCHEME}') ? url.slice(${SCHEME.length}) : undefined;
  const module = await import(/* @vite-ignore */ /* webpackIgnore: true */ name ? webClipUrl(name) : url);
  return name ? globalThis.webClipModules[name] : module;
};
`;

/** A source map: https://tc39.es/ecma426/ */
export interface SourceMap {
  version: number;
  file?: string;
  sources: readonly string[];
  sourcesContent?: readonly (string | null)[] | undefined;
  names: readonly string[];
  mappings: string;
}

/** Name of the variable that a script assigns its exports to. */
export const EXPORTS = 'webClipExports';

/** What the code of a script has in the place of `import.meta.url`. */
export const SCRIPT_URL = 'webClipScript';

/**
 * Makes a built script find the assets.
 *
 * @param code The script, as one function that calls itself.
 * @param map Its source map.
 * @param asset Its path among the assets. That of its source map ends with `.map`.
 * @param kind How the script is started: as a worker, which waits for its first message, or by another script's
 *   `import()`. Such a module has no exports but leaves them in a variable, because minifiers take assets for classic
 *   scripts and refuse `export` in them.
 */
export function wrapped(
  code: string,
  map: SourceMap,
  asset: string,
  kind: 'worker' | 'module',
): { code: string; map: SourceMap } {
  const [before, after] =
    kind === 'module'
      ? [
          `(() => {${prelude(asset)}`,
          `(globalThis.webClipModules ??= {})[${JSON.stringify(asset)}] = ${EXPORTS};\n})();`,
        ]
      : [
          `addEventListener('message', ({ data }) => {
globalThis.webClipAssets = data.webClipAssets;${prelude(asset)}`,
          '}, { once: true });',
        ];
  const body = code
    .replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '')
    // As long as before, so that the source map still fits.
    .replaceAll(/\bimport(\s*\()/g, 'Import$1');
  const lines = before.split('\n').length - 1;
  return {
    code: `${before}${body}\n${after}\n//# sourceMappingURL=${asset}.map\n`,
    map: {
      ...map,
      file: asset,
      mappings: ';'.repeat(lines) + map.mappings,
      // Other people's packages are known, and large.
      sourcesContent: map.sources.map((source, i) =>
        source.includes('node_modules') ? null : (map.sourcesContent?.[i] ?? null),
      ),
    },
  };
}
