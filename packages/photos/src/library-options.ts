import type { Clip, Embeddings, ImageInput } from '@web-clip/clip';
import {
  CALL_RULES,
  checkOptions,
  described,
  FLAG,
  FUNCTION,
  invalid,
  type OptionRules,
  TEXT,
} from '@web-clip/clip/internal';
import type { AddOptions } from './photo.ts';
import type { Point } from './places/distance.ts';

/** Options of {@link openLibrary}. */
export interface LibraryOptions {
  /** The model that embeds photos and queries. The library works in its worker. */
  clip: Clip;
  /** Name of the library in this browser's storage. Default: `photos`. */
  name?: string;
  /**
   * Called when the library has changed without a call of yours. Another tab has changed it: photos indexed there
   * become searchable here too. Or photos of an older library have got the metadata that it did not read.
   */
  onChange?: () => void;
}

/**
 * A text, an image, a photo of the library, or an embedding of the library's model: its values, or embeddings with
 * one row. An embedding need not have length 1, so sums of embeddings will do.
 */
export type Query = string | ImageInput | { photo: number } | Float32Array | Embeddings;

/** Options of `Library.search`. */
export interface SearchOptions {
  /** Maximum number of hits, at least 1. Default: 100. */
  limit?: number;
  /** Aborts the search. */
  signal?: AbortSignal;
}

const LIBRARY_RULES: OptionRules<LibraryOptions> = {
  clip: { what: 'the result of createClip(), awaited', fits: isClip },
  name: TEXT,
  onChange: FUNCTION,
};

/** What the options of `Library.add` must be. */
export const ADD_RULES: OptionRules<AddOptions> = {
  ...CALL_RULES,
  systemFolders: FLAG,
  folder: { what: 'the id of a folder', fits: Number.isInteger },
};

/** What the options of `Library.search` must be. */
export const SEARCH_RULES: OptionRules<SearchOptions> = {
  limit: { what: 'a number of at least 1', fits: (value) => typeof value === 'number' && value >= 1 },
  signal: CALL_RULES.signal,
};

/** What the options of `Library.export` must be. */
export const EXPORT_RULES: OptionRules<Record<'settings' | 'signal' | 'onProgress', unknown>> = {
  settings: { what: 'an object of strings', fits: isTexts },
  ...CALL_RULES,
};

/**
 * Checks the options of `openLibrary`.
 *
 * @param options Anything that was given.
 * @throws ClipError `invalid-argument`.
 */
export function checkLibraryOptions(options: LibraryOptions): void {
  const isMissing = options === undefined || isClip(options);
  if (isMissing) throw invalid('openLibrary() needs a clip. Pass { clip: await createClip() }.');
  checkOptions('openLibrary()', options, LIBRARY_RULES);
  if (!options.clip) throw invalid('openLibrary() needs the option “clip”: { clip: await createClip() }.');
}

/**
 * Finds the embedding in a query.
 *
 * @param query Anything but a text that was given as a query.
 * @returns Its values, or undefined if it is something else.
 * @throws ClipError `invalid-argument` for numbers of another type, or several embeddings.
 */
export function embeddingOf(query: Exclude<Query, string>): Float32Array | undefined {
  if (query instanceof Float32Array) return query;
  if (Array.isArray(query) || ArrayBuffer.isView(query)) {
    throw invalid(
      `search() takes an embedding as a Float32Array, but got ${described(query)}. Use Float32Array.from().`,
    );
  }
  if (typeof query !== 'object' || query === null || !('dimension' in query)) return undefined;
  if (query.count === 1 && query.data instanceof Float32Array) return query.data;
  throw invalid(
    `search() takes one embedding, but got ${described(query.count)}. Pick one with row(embeddings, index).`,
  );
}

/**
 * Checks a point on Earth.
 *
 * @param point Anything that was given as a point.
 * @throws ClipError `invalid-argument`.
 */
export function checkPoint(point: Point): void {
  const { latitude, longitude } = (point ?? {}) as Partial<Point>;
  const isPoint = [latitude, longitude].every((degrees) => Number.isFinite(degrees));
  if (isPoint && Math.abs(latitude as number) <= 90 && Math.abs(longitude as number) <= 180) return;
  throw invalid(
    `placeAt() needs degrees such as { latitude: 46.5, longitude: 6.6 }, but got ${described(point)}.`,
  );
}

/** A clip may come from another copy of the module, so its class says nothing. */
function isClip(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'loadPlugin' in value;
}

function isTexts(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((each) => typeof each === 'string')
  );
}
