import type { Folder, Photo } from '../photo.ts';

/** A photo as it is stored. */
export interface PhotoRecord extends Photo {
  /** SHA-256 of the file in hexadecimal; empty if it could not be read. */
  hash: string;
  /** Incremented when the content changes. Rows of an older version no longer belong to the photo. */
  version: number;
  /** Version of the reader that read the metadata; see `METADATA_VERSION`. Absent in records of older libraries. */
  metadata?: number;
  /**
   * See `printFingerprint`. Absent in records of older libraries, and if the thumbnail is damaged. Empty for videos, of
   * which only equal files are copies.
   */
  fingerprint?: string;
}

/** Embeddings written by one commit. Rows never change; newer segments override them. */
export interface Segment {
  /** See `Engine.space`: rows of different spaces cannot be compared. */
  space: string;
  /** The number format that the rows were computed with. */
  dtype: string;
  /** Row and version of its photo; see {@link rowsOf}. */
  ids: number[];
  versions: number[];
  /** `ids.length` rows of length 1. */
  rows: Float32Array<ArrayBuffer>;
  /** Checksum of all the above; see `sealed`. Absent in segments written before checksums existed. */
  checksum?: string;
}

/** An encoded image. Bytes instead of a Blob because of https://github.com/dexie/Dexie.js/issues/1638 */
export interface Thumbnail {
  type: string;
  bytes: ArrayBuffer;
}

/** @returns Ids of a photo’s rows and thumbnails: its own, or those of the frames of a video. */
export const rowsOf = ({ id, video }: PhotoRecord): readonly number[] =>
  video ? video.frames.map((frame) => frame.id) : [id];

/** The record of a photo before its file is read. */
export const emptyRecord = (id: number, folder: number, path: string): PhotoRecord => ({
  id,
  folder,
  path,
  size: 0,
  modified: 0,
  width: 0,
  height: 0,
  hash: '',
  version: 1,
});

/** @returns A stored folder. Earlier versions called the kind of single files `loose`. */
export const folderOf = (folder: Folder): Folder =>
  (folder.kind as string) === 'loose' ? { ...folder, kind: 'single-files' } : folder;

/** How some pictures compare by their pixels; see `ComparisonStore`. */
export interface ComparisonRecord {
  /** Version of the rules by which they were compared. */
  version: number;
  /** The first eight bytes of the hash of each content. */
  contents: Uint8Array<ArrayBuffer>;
  /** Two indices of contents for each comparison. */
  pairs: Uint32Array<ArrayBuffer>;
  /** For each comparison 0 if the pictures differ, 1 if they are the same, 2 or 3 if the first or second is a crop. */
  answers: Uint8Array<ArrayBuffer>;
}

/** Thumbnails of some photos, by their ids; see {@link rowsOf}. */
export type ThumbnailPage = ReadonlyMap<number, Thumbnail>;

/** Value of a {@link Field}; null if it was taken back. */
export type FieldValue = string | number | true | null;

/** One thing that a person said, such as a rating. */
export interface Field {
  value: FieldValue;
  /** Milliseconds since the epoch. What was taken back keeps its time, so that an older copy does not bring it back. */
  changed: number;
}

/** Everything that was said of one thing, by field; see fields.ts. */
export type Fields = Readonly<Record<string, Field>>;

/** What a person said of all photos with the same content. */
export interface MarkRecord {
  /** See {@link PhotoRecord.hash}. */
  hash: string;
  fields: Fields;
}

/** An album. Its photos are not listed here: those added by hand have a field in their own marks. */
export interface AlbumRecord {
  /** A UUID. */
  id: string;
  fields: Fields;
}

/** New values for some fields of marks or albums. */
export interface Edit {
  store: 'marks' | 'albums';
  /** Keys of the records. */
  keys: readonly string[];
  /** By field. */
  values: Readonly<Record<string, FieldValue>>;
}

/** What an action was about. `marks`: several of the four before it. */
export type ActionKind =
  | 'favourite'
  | 'hidden'
  | 'rating'
  | 'labels'
  | 'marks'
  | 'group'
  | 'create-album'
  | 'change-album'
  | 'remove-album';

/** What a person did in one go, and how to undo it. */
export interface ActionRecord {
  kind: ActionKind;
  /** Milliseconds since the epoch. */
  at: number;
  /** Number of photos that were chosen. */
  photos: number;
  /** Brings back what was before. */
  undo: readonly Edit[];
  /** Does it again. */
  redo: readonly Edit[];
}
