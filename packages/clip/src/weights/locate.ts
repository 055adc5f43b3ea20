import type { ModelSource } from '../models/spec.ts';

/** The hub that repositories come from unless the caller names another host. */
export const HUGGING_FACE = 'https://huggingface.co/';

/** Bases that the places of models are relative to; absolute URLs that end with a slash. */
export interface WeightBases {
  /** A host in the Hugging Face layout: `<host><owner>/<name>/resolve/<revision>/<file>`. */
  host: string;
  /** The folder that holds web-clip's own files, the bundled model among them. */
  assets: string;
}

/**
 * @param source Where a model's files are.
 * @param bases What that is relative to.
 * @param path A file of the model.
 * @returns The file's URL. It names the revision, so that it serves as the key of a cache.
 */
export function fileUrl(source: ModelSource, bases: WeightBases, path: string): string {
  switch (source.kind) {
    case 'bundled':
      return new URL(`${source.folder}${path}?revision=${source.revision}`, bases.assets).href;
    case 'repository':
    case 'export':
      return new URL(`${source.repository}/resolve/${source.revision}/${path}`, bases.host).href;
    case 'folder':
      return new URL(path, source.url).href;
  }
}

/**
 * @param path What a file of a model names another one by.
 * @returns Whether that leads to a file below the model's own folder: no author may send readers elsewhere.
 */
export function staysInFolder(path: string): boolean {
  return /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(path);
}
