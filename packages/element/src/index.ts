/**
 * `<photo-search>`: search your own photos in the browser. Importing this module defines the element.
 *
 * @packageDocumentation
 */
export type { PhotoSearchEventMap, PhotoSearchEvents, PhotoSearchProgress } from './events.ts';
export type { SelectionMode } from './gallery/selection.ts';
export type { FilterName as PhotoSearchFilter } from './i18n/formats.ts';
export type { Strings as PhotoSearchStrings } from './i18n/strings.ts';
export { PhotoSearch } from './photo-search.ts';
export type { Match } from './search/match.ts';
export type { SearchResults } from './search/search-events.ts';
