import { type Assets, assetUrl } from '@web-clip/calls';

/**
 * Where a model's files are:
 *
 * - `bundled`: shipped with web-clip, in a folder among its assets.
 * - `repository`: a repository, `owner/name`, on a Hugging Face compatible host.
 * - `folder`: a folder at a URL, with the layout of a Hugging Face repository.
 * - `export`: a checkpoint whose files have to be converted first. They are on the user's own host, under the
 *   repository's name.
 *
 * A `revision` is a commit, a tag or a branch. Each revision is stored by itself.
 */
export type ModelSource =
  | { kind: 'bundled'; folder: string; revision: string }
  | { kind: 'repository'; repository: string; revision: string }
  | { kind: 'folder'; url: string }
  | { kind: 'export'; repository: string; revision: string };

/** The hub that repositories come from, unless the caller names another host. */
export const HUGGING_FACE = 'https://huggingface.co/';

/** Base URLs for model files. They are absolute and end with a slash. */
export interface WeightBases {
  /** A host in the Hugging Face layout: `<host><owner>/<name>/resolve/<revision>/<file>`. */
  host: string;
  /** Hosts with the same layout, tried in this order if `host` does not respond. */
  mirrors: readonly string[];
  /** web-clip's own files, including the bundled model. */
  assets: Assets;
}

/** What locates a model's files. */
export interface LocatedModel {
  /** Id of the model. */
  id: string;
  source: ModelSource;
  /** SHA-256 of files in hexadecimal, by path. A file without an entry is not compared with one. */
  sha256?: Readonly<Record<string, string>>;
}

/** A file of a model, at any location. */
export interface WeightFile {
  /** Path in the model's folder. */
  path: string;
  /** Identifies the file in storage: its URL at the first host, which includes the revision. */
  url: string;
  /** All URLs it is available at, starting with `url`. */
  urls: readonly string[];
  /** Id of the model. */
  model: string;
  /** The model's revision; empty if it has none. */
  revision: string;
  /** In hexadecimal, if the model's spec has it. */
  sha256: string | undefined;
}

/**
 * @param model The model it belongs to.
 * @param bases Base URLs for the model's location.
 * @param path The file's path in the model's folder.
 */
export function weightFile(
  { id, source, sha256 }: LocatedModel,
  bases: WeightBases,
  path: string,
): WeightFile {
  const urls = urlsOf(source, bases, path);
  return {
    path,
    url: urls[0],
    urls,
    model: id,
    revision: revisionOf(source),
    sha256: sha256?.[path],
  };
}

/** @returns A model's revision; empty if it has none. */
export const revisionOf = (source: ModelSource): string => ('revision' in source ? source.revision : '');

function urlsOf(
  source: ModelSource,
  { host, mirrors, assets }: WeightBases,
  path: string,
): [string, ...string[]] {
  switch (source.kind) {
    case 'bundled':
      return [assetUrl(assets, `${source.folder}${path}`, { revision: source.revision })];
    case 'repository':
    case 'export': {
      const file = `${source.repository}/resolve/${source.revision}/${path}`;
      return [new URL(file, host).href, ...mirrors.map((mirror) => new URL(file, mirror).href)];
    }
    case 'folder':
      return [new URL(path, source.url).href];
  }
}

/**
 * @param path A file's path in its model's folder.
 * @param other A path in that file, relative to it.
 * @returns The other file's path in the model's folder.
 */
export function besideFile(path: string, other: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + other;
}

/** @param path A file's path in its model's folder. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * @param path A path by which one file of a model refers to another.
 * @returns Whether the path stays inside the model's folder, so that authors cannot send readers elsewhere.
 */
export function staysInFolder(path: string): boolean {
  return /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(path);
}
