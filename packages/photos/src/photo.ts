import type { ClipErrorCode } from 'web-clip';

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
  /** Milliseconds since the epoch when it was taken, where the file says so. */
  taken?: number;
  /** Why it could not be read; such a photo is tried again when its file changes. */
  failure?: { code: ClipErrorCode; message: string };
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
  /**
   * How it was read the last time. `handle`: picked through the File System Access API, can be read again once
   * permission is granted. `files`: picked through an input, has to be picked again. `loose`: single files.
   */
  kind: 'handle' | 'files' | 'loose';
  /** For `handle` only. */
  handle?: FileSystemDirectoryHandle;
  /** Whether photos of it are left that no `add()` has come to: the last one was cancelled, or died. */
  unfinished?: true;
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
