/**
 * Where web-clip's own files are: its workers, onnxruntime's binaries and the bundled model. Either in one folder, or
 * where a bundler put each of them under a name of its own.
 */
export type Assets = (
  | {
      /** Absolute URL, with a trailing slash. */
      folder: string;
    }
  | {
      /** Absolute URLs, by the path that the file has in the folder. */
      files: Readonly<Record<string, string>>;
    }
) & {
  /** Whether workers may come from another origin than the page; see `ClipOptions.crossOrigin`. */
  crossOrigin?: boolean;
};

/**
 * @param path A file's path in the folder.
 * @param query Added to the URL: a version, because some servers let browsers keep files without asking again.
 * @returns The file's URL.
 */
export function assetUrl(assets: Assets, path: string, query: Readonly<Record<string, string>> = {}): string {
  const url = 'files' in assets ? (assets.files[path] ?? path) : new URL(path, assets.folder).href;
  const search = new URLSearchParams(query).toString();
  if (!search) return url;
  return `${url}${url.includes('?') ? '&' : '?'}${search}`;
}

/**
 * In the npm package, scripts are among the assets, and name each other by `web-clip:` and a path. A site that bundles
 * these sources gives scripts each other's URLs.
 */
const SCHEME = 'web-clip:';

/** @returns Whether a script's URL is a path among the assets. */
export const isAsset = (url: string): boolean => url.startsWith(SCHEME);

/** @returns The URL of a script, which may be among the assets. */
export function scriptUrl(assets: Assets | undefined, url: string): string {
  return assets && isAsset(url) ? assetUrl(assets, url.slice(SCHEME.length)) : url;
}
