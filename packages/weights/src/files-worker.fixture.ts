import { registerTransferHandlers } from '@web-clip/calls';
import { expose } from 'comlink';
import { FileWriter } from './file-writer.ts';
import type { WeightFile } from './locate.ts';
import { readFile, type StoredFile, storedFile } from './store.ts';

/**
 * Writes and reads files for tests in a worker, because pages cannot open files of the origin private file
 * system synchronously.
 */
export class FilesService {
  #writer: FileWriter | undefined;

  /**
   * Writes the next bytes of a file. Each worker writes one file.
   *
   * @returns How many bytes are committed.
   */
  async write(file: WeightFile, bytes: Uint8Array): Promise<number> {
    this.#writer ??= await FileWriter.resume(file);
    await this.#writer.write(bytes, { from: location.origin, validator: undefined, total: 0 });
    return this.#writer.committed;
  }

  /** Marks the file as stored. */
  async finish(): Promise<StoredFile> {
    const writer = this.#writer as FileWriter;
    return writer.finish(await writer.digest());
  }

  /** @returns The file, if it is stored and undamaged. */
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
