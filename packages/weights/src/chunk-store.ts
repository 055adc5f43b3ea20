/**
 * Size in bytes of every chunk of a file but the last. At most this much is downloaded twice if the browser
 * ends.
 */
export const CHUNK_BYTES = 8 * 1024 * 1024;

/** The part of a file's record that describes its chunks. */
export interface ChunkedFile {
  /** Id of the download that wrote them. */
  id: string;
  /** Total size in bytes. */
  size: number;
  /** One for each chunk, to detect damage on disk. */
  checksums: readonly string[];
}

/** Stores the chunks of files. The record of a file is stored elsewhere, and written after its chunks. */
export interface ChunkStore {
  /**
   * Writes a chunk durably.
   *
   * @param url The file's URL.
   * @param id Id of the download.
   * @param index Index of the chunk.
   * @param bytes {@link CHUNK_BYTES} bytes, or fewer at the end of the file.
   */
  write(url: string, id: string, index: number, bytes: Uint8Array): Promise<void>;

  /**
   * @param url A file's URL.
   * @returns Whether all chunks are there, judging by size alone. {@link read} and the checksums tell more.
   */
  holds(url: string, file: ChunkedFile): Promise<boolean>;

  /**
   * Reads the chunks in order.
   *
   * @param url A file's URL.
   * @returns Each chunk in pieces, whose memory can be freed one by one. Missing chunks are skipped.
   */
  read(url: string, file: ChunkedFile): AsyncGenerator<Uint8Array<ArrayBuffer>[], void>;
}
