/**
 * A library of photos in the browser, searchable by text or by image.
 *
 * @packageDocumentation
 */
export { type Library, openLibrary } from './library.ts';
export type { LibraryOptions, Query, SearchOptions } from './library-options.ts';
export type {
  AddOptions,
  AddProgress,
  AddSummary,
  CopyProgress,
  DatePrecision,
  DateSource,
  Exposure,
  Folder,
  ImportSummary,
  LeftOut,
  LeftOutKind,
  LibraryStatus,
  Location,
  Lookalike,
  Photo,
  PhotoFormat,
  PhotoHit,
  PhotoKind,
  PhotoMetadata,
  RawFile,
} from './photo.ts';
export type { FoundPlace, Place } from './places/place.ts';
export type { PhotoSource } from './sources/source.ts';
