import type { ClipErrorCode } from '@web-clip/clip';

/** Where a photo’s date was found: in its metadata (`mp4` and `matroska`: of a video), or in the file’s name. */
export type DateSource = 'exif' | 'xmp' | 'iptc' | 'png' | 'mp4' | 'matroska' | 'name';

/** All sources of dates. */
export const DATE_SOURCES = [
  'exif',
  'xmp',
  'iptc',
  'png',
  'mp4',
  'matroska',
  'name',
] as const satisfies readonly DateSource[];

/** The precision of a date without a time of day. */
export type DatePrecision = 'day' | 'month' | 'year';

/** All precisions of dates without a time of day. */
export const DATE_PRECISIONS = ['day', 'month', 'year'] as const satisfies readonly DatePrecision[];

/** How a photo was exposed. */
export interface Exposure {
  /** Exposure time in seconds. */
  seconds?: number;
  /** F-number. */
  aperture?: number;
  /** ISO sensitivity. */
  iso?: number;
  /** Focal length in millimetres. */
  focalLength?: number;
  /** Focal length in millimetres that has the same angle of view on 35 mm film. */
  focalLength35?: number;
}

/** A place on Earth (WGS 84). */
export interface Location {
  /** Degrees north, -90 to 90. */
  latitude: number;
  /** Degrees east, -180 to 180. */
  longitude: number;
  /** Metres above sea level. */
  altitude?: number;
}

/** What an image is if it is not an ordinary photo. */
export type PhotoKind = 'screenshot' | 'panorama' | 'document' | 'video';

/** All kinds of images that are not ordinary photos. */
export const PHOTO_KINDS = [
  'screenshot',
  'panorama',
  'document',
  'video',
] as const satisfies readonly PhotoKind[];

/** Format of a photo's file, judged by its bytes. `raw` is a camera's own format, whatever its maker; `mts` is an MPEG transport stream. */
export type PhotoFormat =
  | 'jpeg'
  | 'png'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'ico'
  | 'avif'
  | 'heic'
  | 'jxl'
  | 'jp2'
  | 'tiff'
  | 'raw'
  | 'mp4'
  | 'mov'
  | 'webm'
  | 'mkv'
  | 'mts';

/** All formats of photos. */
export const PHOTO_FORMATS = [
  'jpeg',
  'png',
  'gif',
  'webp',
  'bmp',
  'ico',
  'avif',
  'heic',
  'jxl',
  'jp2',
  'tiff',
  'raw',
  'mp4',
  'mov',
  'webm',
  'mkv',
  'mts',
] as const satisfies readonly PhotoFormat[];

/** What the metadata, size and name of a photo's file say. All are absent if unknown. */
export interface PhotoMetadata {
  /** Make and model of the camera, such as `Apple iPhone 13` or `Canon EOS 5D Mark IV`. */
  camera?: string;
  /** Name of the lens. */
  lens?: string;
  /** How the photo was exposed. */
  exposure?: Exposure;
  /** Where the photo was taken. */
  location?: Location;
  /** Absent for an ordinary photo. */
  kind?: PhotoKind;
  /** Format of the file. */
  format?: PhotoFormat;
  /**
   * Set if the file says that a program made the image (`generated`) or a part of it (`composite`), by IPTC's digital
   * source type (https://cv.iptc.org/newscodes/digitalsourcetype/). A file that does not say so may be generated too.
   */
  generated?: 'generated' | 'composite';
  /**
   * Mean step of the first quantisation table of a JPEG, from 1 (fine) to 255 (coarse): how much of the image compression
   * has rounded away. Only that of JPEGs is known.
   */
  quantisation?: number;
}

/** Measures of a photo's pixels, taken from its thumbnail, so that photos of any size can be compared. */
export interface PhotoQuality {
  /**
   * Deviation of the Laplacian, which is how much a pixel differs from its neighbours, in the sharpest tenth of the image.
   * Low for blurred photos, and for those of mist and clear skies, which have little to be sharp.
   */
  sharpness: number;
  /** Share of the pixels that are black, 0..1. */
  dark: number;
  /** Share of the pixels that are white, 0..1. */
  bright: number;
}

/** A RAW file as it was when its folder was read. */
export interface RawFile {
  /** Path within the folder, with slashes. */
  path: string;
  /** In bytes. */
  size: number;
  /** Milliseconds since the epoch when the file last changed. */
  modified: number;
}

/** A frame of a video that searches look at. */
export interface Frame {
  /** Of its row and its thumbnail. No photo or other frame has the same. */
  id: number;
  /** When it is shown, in seconds from the beginning. */
  second: number;
}

/** What is known of a video besides what is known of any photo. */
export interface Video {
  /** How long it is. */
  seconds: number;
  /** In the order of time; at least one. The first one has the id of the video itself. */
  frames: readonly Frame[];
}

/** A photo or video of the library, as the page sees it. */
export interface Photo extends PhotoMetadata {
  /** Stable while the photo is in the library, even if the file is renamed. */
  id: number;
  /** Id of the folder that the photo was added with. */
  folder: number;
  /** Path within that folder, with slashes. */
  path: string;
  /** In bytes. */
  size: number;
  /** Milliseconds since the epoch when the file last changed. */
  modified: number;
  /** In pixels, upright; 0 if the image could not be read. */
  width: number;
  /** As {@link Photo.width}. */
  height: number;
  /**
   * When the photo was taken, in milliseconds since the epoch, if the file or its name says so. Otherwise the file's
   * modification time is the best guess. A clock without a time zone is assumed to show the local time of the device
   * that indexes.
   */
  taken?: number;
  /** Where {@link Photo.taken} comes from; absent without it. */
  takenFrom?: DateSource;
  /** Set if the time of day is unknown: {@link Photo.taken} is then noon of the first day of the period. */
  takenPrecision?: DatePrecision;
  /** Set if the end of the file is missing, and with it a part of the image. */
  truncated?: true;
  /** Measures of its pixels. Absent until an older library has been updated. */
  quality?: PhotoQuality;
  /** Set for a video; {@link PhotoMetadata.kind} is `video` then. */
  video?: Video;
  /** RAW files of the same photo in the same folder, by path. They are not separate photos. */
  raws?: readonly RawFile[];
  /**
   * Why the photo could not be read. It is tried again when its file changes, or when a newer version of this code
   * can read more. `reader` is the version of the reader that failed, an integer; records of older libraries lack it.
   */
  failure?: { code: ClipErrorCode; message: string; reader?: number };
}

/** A photo found by a search. */
export interface PhotoHit {
  /** The photo. */
  photo: Photo;
  /** Of a video, the frame that fits best. */
  frame?: Frame;
  /**
   * Of one term: cosine similarity of photo and query, -1..1. Of several terms: the sum of their standard scores. Which
   * values are good depends on the model and the query, so only rank by it.
   */
  score: number;
  /** How likely the photo fits. Absent if that is not known, and in searches without `terms`. */
  strength?: Strength;
}

/**
 * How likely a photo fits a query, by the model's calibration. `likely`: it probably fits. `strong`: it fits in some nine
 * of ten cases. `weak`: it probably does not.
 */
export type Strength = 'strong' | 'likely' | 'weak';

/** A folder that photos were added from. */
export interface Folder {
  /** Stable while the folder is in the library. */
  id: number;
  /** The folder's own name, without a path; empty for single files. */
  name: string;
  /** Stays the same when the library is exported and imported. */
  uid?: string;
  /**
   * How the folder was last read. `handle`: picked through the File System Access API; it can be read again once
   * permission is granted. `files`: picked through an input; the user has to pick it again. `single-files`: files without a folder.
   */
  kind: 'handle' | 'files' | 'single-files';
  /** Only if `kind` is `handle`. */
  handle?: FileSystemDirectoryHandle;
  /** Whether photos in system folders are indexed too; see {@link AddOptions.systemFolders}. */
  systemFolders?: boolean;
  /** What the last `add()` left out. Absent for single files, which are added bit by bit. */
  leftOut?: LeftOut;
  /** Set if the last `add()` was cancelled or died before it reached all photos. */
  unfinished?: true;
}

/**
 * Kind of a file that is not indexed. `video`: a container that is not supported, or any in a browser without WebCodecs.
 * `image`: an image format that is not supported. `sidecar`: files that programs keep beside photos and videos, such as
 * XMP, and the moving parts of Live Photos. `hidden`: hidden files of the operating system, such as `.DS_Store` or
 * `Thumbs.db`.
 */
export type LeftOutKind =
  | 'video'
  | 'audio'
  | 'psd'
  | 'svg'
  | 'image'
  | 'document'
  | 'archive'
  | 'sidecar'
  | 'code'
  | 'hidden'
  | 'other';

/** Files and folders that were found but not indexed. */
export interface LeftOut {
  /** Number of files that cannot be indexed, by kind. Files in system folders are not counted. */
  files: Readonly<Partial<Record<LeftOutKind, number>>>;
  /** Number of system folders, which were not read; see {@link AddOptions.systemFolders}. */
  systemFolders: number;
}

/** Options of `add()`. */
export interface AddOptions {
  /** Aborts the call, even within a batch. Committed photos stay. */
  signal?: AbortSignal;
  /** Called with the progress. */
  onProgress?: (progress: AddProgress) => void;
  /**
   * Whether to index photos in folders that systems and applications make for themselves: trash, thumbnails,
   * previews, snapshots, `node_modules`, hidden folders. Default: as in the last `add()` of this folder, and false
   * the first time. If the source itself is a folder of this kind, it is always read.
   */
  systemFolders?: boolean;
  /**
   * Id of the folder that the source is, if the caller knows it, for example because the user said so. If the source
   * has that folder's name and some of its photos, it is treated as that folder, and the missing photos are removed.
   * See `Library.add`.
   */
  folder?: number;
}

/**
 * A folder that was added as a new one although it may be a known one: it contains some of that folder's photos, but
 * not all.
 */
export interface Lookalike {
  /** Id of the folder that was added. */
  folder: number;
  /** Id of the known folder, which has the same name. */
  known: number;
  /** Number of photos of the known folder that are not in the added one. */
  missing: number;
}

/** Progress of `add()`. */
export interface AddProgress {
  /**
   * `listing`: folders are being read, and `total` still grows. `indexing`: photos are being decoded and embedded.
   */
  phase: 'listing' | 'indexing';
  /** Photos processed so far, whether they succeeded or failed. */
  done: number;
  /** Photos to process: the new and the changed ones. */
  total: number;
  /** Photos among `done` that could not be read. */
  failed: number;
  /** Recent photos per second. */
  rate: number;
  /** Estimated from the rate; undefined until the rate is known. */
  secondsLeft?: number;
}

/** Result of `add()`. */
export interface AddSummary {
  /** Photos in the source. */
  listed: number;
  /** Already in the library and unchanged. */
  unchanged: number;
  /** Decoded and embedded. */
  embedded: number;
  /** New or moved files with known content. Their embeddings were reused. */
  reused: number;
  /** Photos that could not be read; see {@link Photo.failure}. */
  failed: number;
  /** Removed because their files are gone. */
  removed: number;
  /** RAW files in the source that were paired with a JPEG or HEIC; see {@link Photo.raws}. */
  paired: number;
  /** Files and folders that were left out. */
  leftOut: LeftOut;
  /** Ids of the folders that the photos were added to. */
  folders: readonly number[];
  /** Added folders that may be known ones; see {@link AddOptions.folder}. */
  lookalikes: readonly Lookalike[];
}

/** Progress of an export or import. */
export interface CopyProgress {
  /** Photos so far. */
  done: number;
  /** Photos in all. */
  total: number;
}

/** Result of `import()`. */
export interface ImportSummary {
  /** Photos that were added. */
  photos: number;
  /** Photos that were there already. */
  known: number;
  /** Number of damaged embeddings. Their photos become searchable once they are indexed again. */
  damaged: number;
  /** The settings that `export()` was given. */
  settings: Readonly<Record<string, string>>;
}

/** Counts of a library. */
export interface LibraryStatus {
  /** All photos, including the unreadable ones. */
  photos: number;
  /** Photos that a search with the current model can find. */
  searchable: number;
  /** Photos that could not be read. */
  failed: number;
}
