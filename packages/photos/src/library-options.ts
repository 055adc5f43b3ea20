import type { Clip, ImageInput } from 'web-clip';
import { CALL_RULES, checkOptions, FLAG, FUNCTION, invalid, type OptionRules, TEXT } from 'web-clip/worker';
import type { AddOptions } from './photo.ts';

/** Options of {@link openLibrary}. */
export interface LibraryOptions {
  /** The model that embeds photos and queries. The library works in its worker. */
  clip: Clip;
  /** Name of the library in this browser's storage. Default: `photos`. */
  name?: string;
  /** Called when another tab has changed the library. Photos indexed there become searchable here too. */
  onChange?: () => void;
}

/** A text, an image, or a photo of the library. */
export type Query = string | ImageInput | { photo: number };

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
export const EXPORT_RULES = {
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
