/**
 * A library of photos in the browser, searchable by text or by image.
 *
 * @packageDocumentation
 */
export type {
  GroupsProgress,
  KeepCode,
  KeepReason,
  PhotoGroups,
  SameMomentGroup,
  SamePictureGroup,
} from './groups/photo-groups.ts';
export { type Library, openLibrary } from './library.ts';
export type { LibraryAlbums } from './library-albums.ts';
export type { LibraryMarks } from './library-marks.ts';
export type { LibraryNamedGroups } from './library-named-groups.ts';
export type { LibraryOptions, Query, SearchOptions } from './library-options.ts';
export type { Album, AlbumCount } from './marks/albums.ts';
export type { MarkAction, MarkChange, Marks, MarksChange, Placement } from './marks/marks.ts';
export type { NamedGroup, NamedGroupsProgress } from './named-groups/named-group.ts';
export type {
  AddOptions,
  AddProgress,
  AddSummary,
  CopyProgress,
  DatePrecision,
  DateSource,
  Exposure,
  Folder,
  Frame,
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
  PhotoQuality,
  RawFile,
  Strength,
  Video,
} from './photo.ts';
export type { Point } from './places/distance.ts';
export type { FoundPlace, Place } from './places/place.ts';
export { type DayRange, printRange } from './query/days.ts';
export type { Facet, Facets } from './query/facets.ts';
export type { Filter, PhotoTrait, RatingRange } from './query/filter.ts';
export type { SearchRequest, SearchResult, Term, TermSubject } from './query/term.ts';
export {
  type ParsedQuery,
  parseQuery,
  printQuery,
  type QueryParts,
  type QueryProblem,
  type QueryTerm,
} from './query-language.ts';
export type { PhotoSource } from './sources/source.ts';
export type { ActionKind } from './store/records.ts';
export { openPhotoExport } from './takeout/open-photo-export.ts';
export type { PhotoExport } from './takeout/photo-export.ts';
export type { ExportedMarks } from './takeout/said-of-photo.ts';
export type { ZippedFile } from './takeout/zip-files.ts';
export type { ListedMarks, ListedMarksOf, ListFormat } from './transfer/photo-list.ts';
export { clearSidecar, readSidecar, type SidecarMarks, writeSidecar } from './transfer/sidecar.ts';
export type {
  Failure,
  LeftPhoto,
  MarkedPhoto,
  SidecarSummary,
  Transfer,
  TransferKind,
  TransferOptions,
  TransferProgress,
  TransferSummary,
  Transfers,
  ZipSummary,
} from './transfer/transfer.ts';
