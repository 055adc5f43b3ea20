import { expose } from 'comlink';
import { registerTransferHandlers } from '../worker/rpc.ts';
import { FileWriter } from './file-writer.ts';
import type { WeightFile } from './locate.ts';
import { readFile, type StoredFile, storedFile } from './store.ts';

/** Writes and reads files for tests, in a worker: pages cannot open those of the origin's private file system. */
export class FilesService {
  #writer: FileWriter | undefined;

  /**
   * Writes the next bytes of a file, one file a worker.
   *
   * @returns How many are stored for good.
   */
  async write(file: WeightFile, bytes: Uint8Array): Promise<number> {
    this.#writer ??= await FileWriter.resume(file);
    await this.#writer.write(bytes, { from: location.origin, validator: undefined, total: 0 });
    return this.#writer.committed;
  }

  /** Makes the file a stored one. */
  async finish(): Promise<StoredFile> {
    const writer = this.#writer as FileWriter;
    return writer.finish(await writer.digest());
  }

  /** @returns The file if it is stored, and as it was written. */
  async read(file: WeightFile): Promise<Uint8Array | undefined> {
    const chunks = await readFile(file.url, (await storedFile(file)) as StoredFile);
    return chunks?.slice({ start: 0, end: chunks.length });
  }
}

if (self.name === 'without files') {
  navigator.storage.getDirectory = () =>
    Promise.reject(new DOMException('As in private windows.', 'SecurityError'));
}
registerTransferHandlers();
expose(new FilesService());
