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
const webClipImport = async (url) => {
  const name = url.startsWith('${SCHEME}') ? url.slice(${SCHEME.length}) : undefined;
  const module = await import(/* @vite-ignore */ /* webpackIgnore: true */ name ? webClipUrl(name) : url);
  return name ? globalThis.webClipModules[name] : module;
};
`;

/** Name of the variable that a script assigns its exports to. */
export const EXPORTS = 'webClipExports';

/** What the code of a script has in the place of `import.meta.url`. */
export const SCRIPT_URL = 'webClipScript';

/**
 * Makes a built script find the assets.
 *
 * @param code The script, as one function that calls itself.
 * @param asset Its path among the assets.
 * @param kind How the script is started: as a worker, which waits for its first message, or by another script's
 *   `import()`. Such a module has no exports but leaves them in a variable, because minifiers take assets for classic
 *   scripts and refuse `export` in them.
 */
export function wrapped(code: string, asset: string, kind: 'worker' | 'module'): string {
  const body = code
    .replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '')
    .replaceAll(/\bimport\s*\(/g, 'webClipImport(');
  if (kind === 'module') {
    return `(() => {${prelude(asset)}${body}
(globalThis.webClipModules ??= {})[${JSON.stringify(asset)}] = ${EXPORTS};
})();
`;
  }
  return `addEventListener('message', ({ data }) => {
globalThis.webClipAssets = data.webClipAssets;${prelude(asset)}${body}
}, { once: true });
`;
}
