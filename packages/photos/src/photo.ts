import type { ClipErrorCode } from 'web-clip';

/** Where a photo’s date may be found: in its metadata, or in the file’s name. */
export const DATE_SOURCES = ['exif', 'xmp', 'iptc', 'png', 'name'] as const;

/** Where a photo’s date was found. */
export type DateSource = (typeof DATE_SOURCES)[number];

/** What may be known of a date at most, where the time of the day is not. */
export const DATE_PRECISIONS = ['day', 'month', 'year'] as const;

/** How much of a date is known, where the time of the day is not. */
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** A RAW file as it was when its folder was read. */
export interface RawFile {
  /** Path within the folder, with slashes. */
  path: string;
  /** In bytes. */
  size: number;
  /** Milliseconds since the epoch when the file last changed. */
  modified: number;
}

/** A photo of the library, as the page sees it. */
export interface Photo {
  /** Stays the same for as long as the photo is in the library, also when it is renamed. */
  id: number;
  /** Id of the folder that it was added with. */
  folder: number;
  /** Path within that folder, with slashes. */
  path: string;
  /** In bytes. */
  size: number;
  /** Milliseconds since the epoch when the file last changed. */
  modified: number;
  /** Pixels, upright; 0 where the picture could not be read. */
  width: number;
  height: number;
  /**
   * Milliseconds since the epoch when it was taken, where the file or its name says so; else the time of the file is
   * the best that is known. A clock without a time zone is taken to show the local time of the device that indexes.
   */
  taken?: number;
  /** Where {@link Photo.taken} comes from; absent without it. */
  takenFrom?: DateSource;
  /** How much is known where the time of the day is not: {@link Photo.taken} is noon of the first such day. */
  takenPrecision?: DatePrecision;
  /** Whether its file is incomplete: the end is missing, and with it a part of what can be seen. */
  truncated?: true;
  /** RAW files of the same photo in the same folder, by path: they are no photos of their own. */
  raws?: readonly RawFile[];
  /**
   * Why it could not be read; such a photo is tried again when its file changes, or when this code has learnt to read
   * more: `reader` is the version of the reader that gave up, a whole number, absent in records of older libraries.
   */
  failure?: { code: ClipErrorCode; message: string; reader?: number };
}

/** A photo that answers a search. */
export interface PhotoHit {
  photo: Photo;
  /** Cosine of photo and query, -1..1; which values are good depends on the model: rank by it. */
  score: number;
}

/** A folder that photos were added from. */
export interface Folder {
  id: number;
  name: string;
  /** Stays the same where the library is saved and loaded. */
  uid?: string;
  /**
   * How it was read the last time. `handle`: picked through the File System Access API, can be read again once
   * permission is granted. `files`: picked through an input, has to be picked again. `loose`: single files.
   */
  kind: 'handle' | 'files' | 'loose';
  /** For `handle` only. */
  handle?: FileSystemDirectoryHandle;
  /** Whether what lies in system folders is indexed as well; see {@link AddOptions.systemFolders}. */
  systemFolders?: boolean;
  /** What the last `add()` left out; absent for single files, which are added bit by bit. */
  leftOut?: LeftOut;
  /** Whether photos of it are left that no `add()` has come to: the last one was cancelled, or died. */
  unfinished?: true;
}

/**
 * What a file is that is not indexed. `image`: one of a format that is not read. `sidecar`: what programs keep beside
 * photos and videos, such as XMP. `hidden`: a file that systems keep and do not show, such as `.DS_Store` or `Thumbs.db`.
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

/** What was found, and is not indexed. */
export interface LeftOut {
  /** Files that are no images that can be indexed, by kind; without those in system folders. */
  files: Readonly<Partial<Record<LeftOutKind, number>>>;
  /** Folders that systems make, into which nobody has looked; see {@link AddOptions.systemFolders}. */
  systemFolders: number;
}

/** What `add()` may be given. */
export interface AddOptions {
  /** Ends the call within a batch; what was committed stays. */
  signal?: AbortSignal;
  /** Is told how far it has come. */
  onProgress?: (progress: AddProgress) => void;
  /**
   * Whether to index also what lies in folders that systems and applications make for themselves: trash, thumbnails,
   * previews, snapshots, `node_modules`, hidden folders. Default: as it was the last time, and not at first. A folder
   * of this kind that is the source itself is always read.
   */
  systemFolders?: boolean;
  /**
   * Id of the folder that the source is, if the caller knows: a person was asked for it. It is taken for that one if it
   * has its name and some of its photos; the others are dropped. See {@link Library.add}.
   */
  folder?: number;
}

/** A folder that was added as another one, though it may be one that is known: it holds some of its photos, not all. */
export interface Lookalike {
  /** Id of the folder that was added. */
  folder: number;
  /** Id of the known folder, which has the same name. */
  known: number;
  /** Photos of the known folder that are not in the one that was added. */
  missing: number;
}

/** How far `add()` has come. */
export interface AddProgress {
  /** `listing`: folders are being read, `total` still grows. `indexing`: photos are decoded and embedded. */
  phase: 'listing' | 'indexing';
  /** Photos dealt with, whatever came of them. */
  done: number;
  /** Photos to deal with: those that are new or changed. */
  total: number;
  /** Photos among `done` that could not be read. */
  failed: number;
  /** Photos per second of late. */
  rate: number;
  /** Estimated from the rate; undefined until there is one. */
  secondsLeft?: number;
}

/** What `add()` did. */
export interface AddSummary {
  /** Photos in the source. */
  listed: number;
  /** Already in the library and unchanged. */
  unchanged: number;
  /** Decoded and embedded. */
  embedded: number;
  /** New or moved files with known content: their embedding was reused. */
  reused: number;
  /** Could not be read; see {@link Photo.failure}. */
  failed: number;
  /** Dropped, since their file is gone. */
  removed: number;
  /** RAW files in the source that are one photo with a JPEG or HEIC; see {@link Photo.raws}. */
  paired: number;
  /** What was left out. */
  leftOut: LeftOut;
  /** Ids of the folders that the photos were added to. */
  folders: readonly number[];
  /** Folders that may be known ones, and were not taken for them; see {@link AddOptions.folder}. */
  lookalikes: readonly Lookalike[];
}

/** How far a library has been exported or imported. */
export interface CopyProgress {
  /** Photos so far. */
  done: number;
  /** Photos in all. */
  total: number;
}

/** What `import()` did. */
export interface ImportSummary {
  /** Photos that were added. */
  photos: number;
  /** Photos that were there already. */
  known: number;
  /** Rows that were damaged: their photos are searchable once they are indexed again. */
  damaged: number;
  /** What `export()` was given. */
  settings: Readonly<Record<string, string>>;
}

/** What a library holds. */
export interface LibraryStatus {
  /** Photos in all, the unreadable ones included. */
  photos: number;
  /** Photos that a search with the current model can find. */
  searchable: number;
  /** Photos that could not be read. */
  failed: number;
}
