import type { ClipErrorCode } from '@web-clip/clip';
import type { ListedMarksOf, ListFormat } from './photo-list.ts';
import type { SidecarMarks } from './sidecar.ts';

/** Whether the originals stay. */
export type TransferKind = 'copy' | 'move';

/** Why a photo was not copied or moved. */
export interface Failure {
  /** What went wrong. */
  code: ClipErrorCode;
  /** What happened and what to do next. */
  message: string;
}

/** Photos that were copied or moved by one call. */
export interface Transfer {
  /** Stable in this browser. */
  id: number;
  /** Whether the originals stayed. */
  kind: TransferKind;
  /** The folder that the photos went to. */
  target: FileSystemDirectoryHandle;
  /** The folders that they came from, as far as they have handles. A move, and its undoing, write to them. */
  sources: readonly FileSystemDirectoryHandle[];
  /** Milliseconds since the epoch. */
  started: number;
  /** Number of photos. */
  photos: number;
  /** `unfinished` and `undoing`: it was cancelled, failed or killed; resume or undo it. */
  state: 'unfinished' | 'done' | 'undoing' | 'undone';
  /** Whether a tab works on it just now. */
  isRunning: boolean;
}

/** Progress of a transfer. */
export interface TransferProgress {
  /** Photos so far, with those that failed. */
  done: number;
  /** Photos in all. */
  total: number;
  /** Bytes copied so far in this call. */
  bytes: number;
}

/** A photo that was left where it is. */
export interface LeftPhoto extends Failure {
  /** Its id in the library. */
  photo: number;
  /** Path of the file concerned, with slashes. */
  path: string;
}

/** Result of a transfer. */
export interface TransferSummary {
  /** Id of the transfer, to undo it. */
  id: number;
  /** Photos that were copied or moved, or of which that was undone. A photo that is there already does not count. */
  photos: number;
  /** Files, with RAW files and sidecars. */
  files: number;
  /** Photos that were left where they are. */
  left: readonly LeftPhoto[];
}

/** Options of a transfer. */
export interface TransferOptions {
  /** Stops it. It can be resumed or undone. */
  signal?: AbortSignal;
  /** Called with the progress. */
  onProgress?: (progress: TransferProgress) => void;
}

/** A photo to take along, with what is to be said about it. */
export interface MarkedPhoto {
  /** Its id in the library. */
  photo: number;
  /** Written into a sidecar `IMG.jpg.xmp`, which is merged with the one that is there. */
  marks?: SidecarMarks;
}

/** Result of writing a ZIP. */
export interface ZipSummary {
  /** Photos in the ZIP. */
  photos: number;
  /** Files in it, with RAW files and sidecars. */
  files: number;
  /** Photos that could not be read. */
  left: readonly LeftPhoto[];
}

/** Result of writing or clearing sidecars. */
export interface SidecarSummary {
  /** Sidecars that were written, changed or removed. */
  changed: number;
  /** Photos whose sidecars were left as they are. */
  left: readonly LeftPhoto[];
}

/** Takes photos of a library elsewhere. */
export interface Transfers {
  /**
   * Copies photos into a folder, with their RAW files and XMP sidecars. Each copy is read back and compared with its
   * original by SHA-256. Nothing is overwritten: if a name is taken, the copy gets a number, as `IMG_1 (2).jpg`. A
   * browser cannot set the time of a file, so copies are as new as they are.
   *
   * @param photos Ids of photos.
   * @param folder A folder that this page may write to.
   * @returns What was done. A photo that cannot be read does not end the call.
   * @throws ClipError `invalid-argument`; `unreadable-file` without access to the folder; `storage-full` or
   *   `storage-failed` if it cannot be written, and the call can be resumed; or the signal's reason.
   */
  copy(
    photos: readonly number[],
    folder: FileSystemDirectoryHandle,
    options?: TransferOptions,
  ): Promise<TransferSummary>;
  /**
   * Moves photos into a folder: copies them as {@link Transfers.copy} does, and removes an original once its copy was
   * compared. This page needs write access to the photos' folders too. A file `moved-….jsonl` in the folder lists where
   * each file was. The library finds the photos again when the folders are added again.
   *
   * @throws ClipError as {@link Transfers.copy}.
   */
  move(
    photos: readonly number[],
    folder: FileSystemDirectoryHandle,
    options?: TransferOptions,
  ): Promise<TransferSummary>;
  /** All transfers of this library, the last one first. */
  all(): Promise<Transfer[]>;
  /**
   * Continues a transfer, or its undoing, that was cancelled, failed or killed. Whenever that was, each file then exists
   * once, whole.
   *
   * @throws ClipError as {@link Transfers.copy}.
   */
  resume(id: number, options?: TransferOptions): Promise<TransferSummary>;
  /**
   * Undoes a transfer: removes copies, or moves files back. Nothing is overwritten: a file whose path is taken gets a
   * number. A file that was changed since then stays where it is.
   *
   * @throws ClipError as {@link Transfers.copy}.
   */
  undo(id: number, options?: TransferOptions): Promise<TransferSummary>;
  /**
   * Writes photos into a ZIP, with their RAW files and XMP sidecars, part by part: its size is only limited by where it
   * goes. If a name is taken, the next file gets a number.
   *
   * @param photos The photos, with what their sidecars should say besides what they say.
   * @param sink For example the result of `createWritable()` of a file handle. It is closed, or aborted on failure.
   * @throws ClipError `unreadable-file` if a file changes while it is read; `storage-full` or `storage-failed` if the
   *   sink fails; or the signal's reason. A photo that cannot be opened does not end the call.
   */
  zip(
    photos: readonly MarkedPhoto[],
    sink: WritableStream<Uint8Array>,
    options?: TransferOptions,
  ): Promise<ZipSummary>;
  /**
   * Lists photos with all that is known of them, for spreadsheets (`csv`) or programs (`json`). If a photo has a location,
   * the first call loads the list of cities; see `Library.placeAt`.
   *
   * @param language BCP 47 tag for the names of places. Default: the language of the document.
   * @throws ClipError `invalid-argument` for an id that is none, or `download-failed`.
   */
  list(photos: readonly ListedMarksOf[], format: ListFormat, language?: string): Promise<Blob>;
  /**
   * Writes marks into XMP sidecars beside the photos. What other programs have written stays, to the byte; what an
   * earlier call added is replaced. This page needs write access to the photos' folders.
   *
   * @returns What was done. A damaged sidecar is left as it is, and does not end the call.
   * @throws ClipError as {@link Transfers.copy}. The call can be repeated.
   */
  writeSidecars(photos: readonly MarkedPhoto[], options?: TransferOptions): Promise<SidecarSummary>;
  /**
   * Removes all that {@link Transfers.writeSidecars} wrote, and the sidecars that have nothing else.
   *
   * @throws ClipError as {@link Transfers.copy}. The call can be repeated.
   */
  clearSidecars(photos: readonly number[], options?: TransferOptions): Promise<SidecarSummary>;
}
