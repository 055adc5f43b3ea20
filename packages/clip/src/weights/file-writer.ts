import { createSHA256, type IHasher } from 'hash-wasm';
import { ClipError } from '../errors.ts';
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

/** Where bytes are from; see {@link PartialFile}. */
export type Origin = Pick<PartialFile, 'from' | 'validator' | 'total'>;

/**
 * Writes one file, chunk by chunk, and hashes it meanwhile. Every chunk is followed by what it takes to go on
 * after it; until `finish()` the file is not stored.
 */
export class FileWriter {
  #id = crypto.randomUUID() as string;
  #place: Place | undefined;
  #pending = new Uint8Array(CHUNK_BYTES);
  #filled = 0;
  #committed = 0;
  #checksums: string[] = [];
  #origin: Origin | undefined;

  private constructor(
    private readonly file: WeightFile,
    private readonly hasher: IHasher,
  ) {
    hasher.init();
  }

  /**
   * Goes on where an interrupted download of the file has stopped, or begins with nothing stored of it.
   *
   * @throws ClipError `storage-failed`.
   */
  static async resume(file: WeightFile): Promise<FileWriter> {
    const writer = new FileWriter(file, await createSHA256());
    const partial = await partialFile(file.url);
    if (!partial || !writer.#takeOver(partial)) await forgetFiles([file.url]);
    return writer;
  }

  /** Bytes so far, those included that are not committed yet. */
  get size(): number {
    return this.#committed + this.#filled;
  }

  /** Bytes that are stored for good. */
  get committed(): number {
    return this.#committed;
  }

  /** Where these bytes are from; undefined if there are none. */
  get origin(): Origin | undefined {
    return this.size > 0 ? this.#origin : undefined;
  }

  /**
   * @param bytes The next bytes of the file.
   * @param origin Where they are from.
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
   * @returns SHA-256 of all bytes, in hexadecimal; nothing can be written after it.
   * @throws ClipError `storage-full` or `storage-failed`.
   */
  async digest(): Promise<string> {
    if (this.#filled > 0) await this.#commit();
    return this.hasher.digest();
  }

  /**
   * Makes the file a stored one.
   *
   * @param sha256 What {@link digest} said.
   * @throws ClipError `storage-full` or `storage-failed`.
   */
  async finish(sha256: string): Promise<StoredFile> {
    const { url, model, revision } = this.file;
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
        `The browser dropped parts of ${url} while it was downloaded. Free some space and try again.`,
      );
    }
    // It would wait for the next garbage collection: https://caniuse.com/mdn-javascript_builtins_arraybuffer_transfer
    this.#pending.buffer.transfer?.(0);
    return stored;
  }

  /**
   * Removes what was written; the next byte is the first.
   *
   * @throws ClipError `storage-failed`.
   */
  async restart(): Promise<void> {
    this.#id = crypto.randomUUID();
    this.#place = undefined;
    this.#filled = 0;
    this.#committed = 0;
    this.#checksums = [];
    this.hasher.init();
    await forgetFiles([this.file.url]);
  }

  async #commit(): Promise<void> {
    const chunk = this.#pending.subarray(0, this.#filled);
    this.#place ??= await placeOf(this.file.url, chunk.length);
    this.hasher.update(chunk);
    const checksums = [...this.#checksums, await checksumOf(chunk)];
    const size = this.#committed + chunk.length;
    const { model, revision } = this.file;
    const partial: PartialFile = {
      id: this.#id,
      place: this.#place,
      model,
      revision,
      usedAt: today(),
      size,
      checksums,
      hash: this.hasher.save(),
      ...(this.#origin as Origin),
    };
    await writeChunk(this.file.url, partial, chunk);
    this.#checksums = checksums;
    this.#committed = size;
    this.#filled = 0;
  }

  /**
   * @returns Whether it can be gone on with: not if another version of the hash function wrote its state, nor behind
   *   what had been taken for the end, nor before the first chunk.
   */
  #takeOver({ id, place, size, checksums, hash, from, validator, total }: PartialFile): boolean {
    if (size === 0 || (place === 'file' && size % CHUNK_BYTES > 0 && size !== total)) return false;
    try {
      this.hasher.load(hash);
    } catch {
      this.hasher.init();
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

/** Milliseconds since the epoch when this day began (UTC): when a model was used is nobody's business to the second. */
export const today = (): number => Math.floor(Date.now() / 86_400_000) * 86_400_000;
