import type { ModelSource, ModelSpec } from '../models/spec.ts';

/** The hub that repositories come from unless the caller names another host. */
export const HUGGING_FACE = 'https://huggingface.co/';

/** Bases that the places of models are relative to; absolute URLs that end with a slash. */
export interface WeightBases {
  /** A host in the Hugging Face layout: `<host><owner>/<name>/resolve/<revision>/<file>`. */
  host: string;
  /** Hosts in the same layout that are asked while that one does not answer, in this order. */
  mirrors: readonly string[];
  /** The folder that holds web-clip's own files, the bundled model among them. */
  assets: string;
}

/** What the files of a model are located by. */
export type LocatedModel = Pick<ModelSpec, 'id' | 'source' | 'sha256'>;

/** A file of a model, wherever it is. */
export interface WeightFile {
  /** Path in the model's folder. */
  path: string;
  /** Names it in storage: the URL at the first host. It names the revision. */
  url: string;
  /** All URLs that it can be had from, that one first. */
  urls: readonly string[];
  /** Id of the model. */
  model: string;
  /** The model's revision; empty where it has none. */
  revision: string;
  /** In hexadecimal, where the model's spec tells it. */
  sha256: string | undefined;
}

/**
 * @param model Whose file it is.
 * @param bases What its place is relative to.
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

/** @returns A model's revision; empty where it has none. */
export const revisionOf = (source: ModelSource): string => ('revision' in source ? source.revision : '');

function urlsOf(
  source: ModelSource,
  { host, mirrors, assets }: WeightBases,
  path: string,
): [string, ...string[]] {
  switch (source.kind) {
    case 'bundled':
      return [new URL(`${source.folder}${path}?revision=${source.revision}`, assets).href];
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
 * @param other What it names another file by.
 * @returns That file's path in the model's folder.
 */
export function besideFile(path: string, other: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + other;
}

/** @param path A file's path in its model's folder. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * @param path What a file of a model names another one by.
 * @returns Whether that leads to a file below the model's own folder: no author may send readers elsewhere.
 */
export function staysInFolder(path: string): boolean {
  return /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(path);
}
