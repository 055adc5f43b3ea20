/**
 * Size of every chunk of a file but its last, in bytes, and the most that is downloaded twice when the browser ends.
 */
export const CHUNK_BYTES = 8 * 1024 * 1024;

/** What of a file tells its chunks. */
export interface ChunkedFile {
  /** Of the download that wrote them. */
  id: string;
  /** In bytes, all together. */
  size: number;
  /** Of each, for telling what the disk has damaged. */
  checksums: readonly string[];
}

/** Keeps the chunks of files; what is known of a file is kept elsewhere, and written after its chunks. */
export interface ChunkStore {
  /**
   * Writes a chunk so that it outlasts the browser.
   *
   * @param url The file's URL.
   * @param id Of the download.
   * @param index Of the chunk.
   * @param bytes {@link CHUNK_BYTES}, or the last of the file.
   */
  write(url: string, id: string, index: number, bytes: Uint8Array): Promise<void>;

  /**
   * @param url A file's URL.
   * @returns Whether all of it is there, by its size alone: {@link read} and checksums tell more.
   */
  holds(url: string, file: ChunkedFile): Promise<boolean>;

  /**
   * Reads the chunks in their order.
   *
   * @param url A file's URL.
   * @returns Each in pieces, whose memory can be given back one by one. What is not there is left out.
   */
  read(url: string, file: ChunkedFile): AsyncGenerator<Uint8Array<ArrayBuffer>[], void>;
}
