/**
 * `<photo-search>`: search your own photos in the browser. Importing this module defines the element.
 *
 * @packageDocumentation
 */
export { PhotoSearch } from './photo-search.ts';
