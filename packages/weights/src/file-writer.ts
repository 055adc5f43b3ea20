import { ClipError } from '@web-clip/calls';
import { createSHA256, type IHasher } from 'hash-wasm';
import { checksumOf } from './checksum.ts';
import { CHUNK_BYTES } from './chunk-store.ts';
import type { WeightFile } from './locate.ts';
import {
  forgetFiles,
  type PartialFile,
  type Place,
  partialFile,
  placeOf,
  type StoredFile,
  storeFile,
  writeChunk,
} from './store.ts';

/** Where bytes came from; see {@link PartialFile}. */
export type Origin = Pick<PartialFile, 'from' | 'validator' | 'total'>;

/**
 * Writes one file chunk by chunk, and hashes it on the way. After each chunk it records what is needed to
 * resume there. The file counts as stored only after `finish()`.
 */
export class FileWriter {
  #id = crypto.randomUUID() as string;
  #place: Place | undefined;
  #pending = new Uint8Array(CHUNK_BYTES);
  #filled = 0;
  #committed = 0;
  #checksums: string[] = [];
  #origin: Origin | undefined;
  readonly #file: WeightFile;
  readonly #hasher: IHasher;

  private constructor(file: WeightFile, hasher: IHasher) {
    this.#file = file;
    this.#hasher = hasher;
    hasher.init();
  }

  /**
   * Resumes an interrupted download of the file, or starts over with nothing stored.
   *
   * @throws ClipError `storage-failed`.
   */
  static async resume(file: WeightFile): Promise<FileWriter> {
    const writer = new FileWriter(file, await createSHA256());
    const partial = await partialFile(file.url);
    if (!partial || !writer.#takeOver(partial)) await forgetFiles([file.url]);
    return writer;
  }

  /** Bytes so far, including those not yet committed. */
  get size(): number {
    return this.#committed + this.#filled;
  }

  /** Bytes committed to storage. */
  get committed(): number {
    return this.#committed;
  }

  /** Where these bytes came from; undefined if there are none. */
  get origin(): Origin | undefined {
    return this.size > 0 ? this.#origin : undefined;
  }

  /**
   * @param bytes The next bytes of the file.
   * @param origin Where they came from.
   * @throws ClipError `storage-full` or `storage-failed`.
   */
  async write(bytes: Uint8Array, origin: Origin): Promise<void> {
    this.#origin = origin;
    for (let offset = 0; offset < bytes.length; ) {
      const part = bytes.subarray(offset, offset + CHUNK_BYTES - this.#filled);
      this.#pending.set(part, this.#filled);
      this.#filled += part.length;
      offset += part.length;
      if (this.#filled === CHUNK_BYTES) await this.#commit();
    }
  }

  /**
   * @returns SHA-256 of all bytes, in hexadecimal. Nothing can be written afterwards.
   * @throws ClipError `storage-full` or `storage-failed`.
   */
  async digest(): Promise<string> {
    if (this.#filled > 0) await this.#commit();
    return this.#hasher.digest();
  }

  /**
   * Marks the file as stored.
   *
   * @param sha256 The result of {@link digest}.
   * @throws ClipError `storage-full` or `storage-failed`.
   */
  async finish(sha256: string): Promise<StoredFile> {
    const { url, model, revision } = this.#file;
    const stored: StoredFile = {
      id: this.#id,
      place: this.#place ?? 'database',
      model,
      revision,
      size: this.#committed,
      sha256,
      checksums: this.#checksums,
      usedAt: today(),
    };
    if (!(await storeFile(url, stored))) {
      await this.restart();
      throw new ClipError(
        'storage-failed',
        `The browser deleted parts of ${url} during the download. Free some disk space and try again.`,
      );
    }
    // Frees the buffer, which would otherwise wait for the next garbage collection:
    // https://caniuse.com/mdn-javascript_builtins_arraybuffer_transfer
    this.#pending.buffer.transfer?.(0);
    return stored;
  }

  /**
   * Removes what was written, to start over at the first byte.
   *
   * @throws ClipError `storage-failed`.
   */
  async restart(): Promise<void> {
    this.#id = crypto.randomUUID();
    this.#place = undefined;
    this.#filled = 0;
    this.#committed = 0;
    this.#checksums = [];
    this.#hasher.init();
    await forgetFiles([this.#file.url]);
  }

  async #commit(): Promise<void> {
    const chunk = this.#pending.subarray(0, this.#filled);
    this.#place ??= await placeOf(this.#file.url, chunk.length);
    this.#hasher.update(chunk);
    const checksums = [...this.#checksums, await checksumOf(chunk)];
    const size = this.#committed + chunk.length;
    const { model, revision } = this.#file;
    const partial: PartialFile = {
      id: this.#id,
      place: this.#place,
      model,
      revision,
      usedAt: today(),
      size,
      checksums,
      hash: this.#hasher.save(),
      ...(this.#origin as Origin),
    };
    await writeChunk(this.#file.url, partial, chunk);
    this.#checksums = checksums;
    this.#committed = size;
    this.#filled = 0;
  }

  /**
   * @returns Whether the download can be resumed. It cannot if no chunk is stored, if an incomplete last
   *   chunk is not the end of the file, or if another version of the hash function saved its state.
   */
  #takeOver({ id, place, size, checksums, hash, from, validator, total }: PartialFile): boolean {
    if (size === 0 || (place === 'file' && size % CHUNK_BYTES > 0 && size !== total)) return false;
    try {
      this.#hasher.load(hash);
    } catch {
      this.#hasher.init();
      return false;
    }
    this.#id = id;
    this.#place = place ?? 'database';
    this.#committed = size;
    this.#checksums = [...checksums];
    this.#origin = { from, validator, total };
    return true;
  }
}

/**
 * Milliseconds since the epoch at the start of this day (UTC). For privacy, the time when a model was used is
 * not recorded more precisely.
 */
export const today = (): number => Math.floor(Date.now() / 86_400_000) * 86_400_000;
