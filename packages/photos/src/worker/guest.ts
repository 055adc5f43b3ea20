import { type CallControls, ClipError, type Engine, offerGuest, throwIfAborted } from 'web-clip/host';
import type { AddProgress, AddSummary, Folder, LibraryStatus, Photo, PhotoHit } from '../photo.ts';
import type { Batch } from '../source.ts';
import type { PhotoRecord, Thumbnail } from './database.ts';
import { Indexer } from './indexer.ts';
import { Shelf } from './shelf.ts';

/** A library's side in web-clip's worker; what the page calls, see `Library`. */
export class LibraryGuest {
  /** Files of this session that no handle leads to, by photo id. */
  readonly #files = new Map<string, File>();

  constructor(
    private readonly engine: Engine,
    private readonly name: string,
    private readonly shelf: Shelf,
  ) {}

  async add(batches: readonly Batch[], controls: CallControls<AddProgress>): Promise<AddSummary> {
    const { signal, onProgress = () => undefined } = controls;
    const total: AddSummary = { listed: 0, unchanged: 0, embedded: 0, reused: 0, failed: 0, removed: 0 };
    throwIfAborted(signal);
    // One tab writes at a time, and begins with what the others have written.
    await navigator.locks.request(`web-clip-library-${this.name}`, signal ? { signal } : {}, async () => {
      await this.shelf.refresh();
      for (const batch of batches) {
        const folder = await this.#folderOf(batch);
        if (batch.kind !== 'handle') {
          for (const { path, file } of batch.files) this.#files.set(`${folder}/${path}`, file);
        }
        const summary = await new Indexer(this.engine, this.shelf, folder, onProgress).run(batch, signal);
        for (const key of Object.keys(total) as (keyof AddSummary)[]) total[key] += summary[key];
      }
    });
    return total;
  }

  async searchText(text: string, limit: number, { signal }: CallControls): Promise<PhotoHit[]> {
    if (text.trim() === '') return [];
    const { data } = await this.engine.embedTexts([text], { signal });
    return this.searchVector(data, limit);
  }

  async searchPhoto(id: number, limit: number): Promise<PhotoHit[]> {
    const row = this.shelf.matrix.get(id);
    if (!row)
      throw new ClipError(
        'invalid-argument',
        'This photo is not indexed with the current model. Index it first.',
      );
    return (await this.searchVector(row, limit + 1)).filter(({ photo }) => photo.id !== id).slice(0, limit);
  }

  async searchVector(query: Float32Array, limit: number): Promise<PhotoHit[]> {
    const hits = await this.shelf.matrix.search(query, { limit });
    return hits.flatMap(({ id, score }) => {
      const photo = this.shelf.photos.get(id);
      return photo ? [{ photo: seen(photo), score }] : [];
    });
  }

  photos(): Photo[] {
    const date = ({ taken, modified }: Photo): number => taken ?? modified;
    return [...this.shelf.photos.values()]
      .filter(({ failure }) => !failure)
      .sort((a, b) => date(b) - date(a) || a.id - b.id)
      .map(seen);
  }

  failures(): Photo[] {
    return [...this.shelf.photos.values()]
      .filter(({ failure }) => failure)
      .sort((a, b) => a.path.localeCompare(b.path))
      .map(seen);
  }

  status(): LibraryStatus {
    let failed = 0;
    for (const { failure } of this.shelf.photos.values()) if (failure) failed++;
    return { photos: this.shelf.photos.size, searchable: this.shelf.matrix.size, failed };
  }

  folders(): Folder[] {
    return [...this.shelf.folders.values()];
  }

  thumbnail(id: number): Promise<Thumbnail | undefined> {
    return this.shelf.thumbnail(id);
  }

  async file(id: number): Promise<File | undefined> {
    const photo = this.shelf.photos.get(id);
    if (!photo) return undefined;
    const { handle } = this.shelf.folders.get(photo.folder) ?? {};
    if (!handle) return this.#files.get(`${photo.folder}/${photo.path}`);
    if ((await handle.queryPermission?.({ mode: 'read' })) !== 'granted') return undefined;
    try {
      const names = photo.path.split('/');
      let directory = handle;
      for (const name of names.slice(0, -1)) directory = await directory.getDirectoryHandle(name);
      return await (await directory.getFileHandle(names.at(-1) ?? '')).getFile();
    } catch {
      // Moved or deleted: the next add() will notice.
      return undefined;
    }
  }

  async removeFolder(id: number): Promise<void> {
    await navigator.locks.request(`web-clip-library-${this.name}`, async () => {
      await this.shelf.refresh();
      const removed = [...this.shelf.photos.values()]
        .filter(({ folder }) => folder === id)
        .map((photo) => photo.id);
      await this.shelf.commit({ removed, removedFolder: id });
    });
  }

  close(): void {
    this.shelf.close();
  }

  /** The same folder as before keeps its id: by its handle, or else by its name. */
  async #folderOf(batch: Batch): Promise<number> {
    for (const folder of this.shelf.folders.values()) {
      if (folder.kind !== batch.kind) continue;
      const same =
        batch.kind === 'handle' ? await folder.handle?.isSameEntry(batch.handle) : folder.name === batch.name;
      if (same) return folder.id;
    }
    const id = this.shelf.takeId();
    const { kind, name } = batch;
    await this.shelf.commit({
      folder: { id, kind, name, ...(kind === 'handle' && { handle: batch.handle }) },
    });
    return id;
  }
}

/** A photo without what only the library needs. */
function seen({ hash: _, version: __, ...photo }: PhotoRecord): Photo {
  return photo;
}

offerGuest(import.meta.url, async (engine, name: string) => {
  const { dtype, space, model } = engine.info();
  return new LibraryGuest(engine, name, await Shelf.open(name, space, dtype, model.dimension));
});
