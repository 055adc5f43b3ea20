import type { Folder, Library } from '@web-clip/photos';
import { hasFolderPicker, pickFolder } from './folder-access.ts';
import { listFolders } from './folder-list.ts';
import type { FolderOffers } from './folder-offers.ts';
import type { Addition, Indexing } from './indexing.ts';
import { SAMPLE_FOLDER, sampleAlbum } from './sample-album.ts';

/** The ways in which photos reach a library, and how to go them again with another model. */
export class Sources {
  readonly #openInput: () => void;
  readonly #indexing: Indexing;
  readonly #offers: FolderOffers;
  /** Files of this visit, by their folder. */
  readonly #chosen = new Map<string, FileList>();

  /**
   * @param openInput Opens the file input; called in a click.
   * @param indexing Adds what is chosen.
   * @param offers The folders of earlier visits.
   */
  constructor(openInput: () => void, indexing: Indexing, offers: FolderOffers) {
    this.#openInput = openInput;
    this.#indexing = indexing;
    this.#offers = offers;
  }

  /** Asks the person for a folder, and adds it. */
  async chooseFolder(library: Library): Promise<void> {
    if (!hasFolderPicker()) return this.#openInput();
    const handle = await pickFolder();
    if (!handle) return;
    this.#offers.withdraw(handle.name);
    await this.#indexing.add(library, fromHandle(handle));
  }

  /** Adds what the person chose in the file input. */
  async addFiles(library: Library, files: FileList): Promise<void> {
    const name = files[0]?.webkitRelativePath.split('/')[0] ?? '';
    this.#chosen.set(name, files);
    this.#offers.withdraw(name);
    await this.#indexing.add(library, fromInput(name, files));
  }

  /** Adds what the person dropped; to be called in its event. */
  async addDropped(library: Library, items: DataTransferItemList): Promise<void> {
    await this.#indexing.add(library, { source: items, name: 'what was dropped', once: true });
  }

  /** Adds the sample album at this URL, if there is one. */
  async addSamples(library: Library, samples: string | undefined): Promise<void> {
    if (samples) await this.#indexing.add(library, fromSamples(samples));
  }

  /** Adds what can be read without asking, in the background, and offers the other folders. */
  async resume(library: Library): Promise<void> {
    const readable = await this.#offers.find(library);
    await Promise.all(
      readable.map((handle) => this.#indexing.add(library, { ...fromHandle(handle), quiet: true })),
    );
  }

  /** Adds a folder that is on offer; to be called in a click. */
  async addAgain(library: Library, folder: Folder): Promise<void> {
    if (folder.kind === 'files') return this.#openInput();
    const handle = await this.#offers.accept(folder);
    if (handle) await this.#indexing.add(library, fromHandle(handle));
  }

  /** Goes on with what was cancelled; to be called in a click. */
  async continue(library: Library): Promise<void> {
    if (!this.#indexing.continue(library)) await this.chooseFolder(library);
  }

  /** Adds all folders again, those that can only be chosen by the person excepted; to be called in a click. */
  async addAllAgain(library: Library, samples: string | undefined): Promise<void> {
    const [entries, photos] = await Promise.all([listFolders(library), library.photos()]);
    const folders = entries.filter(({ count }) => count > 0).map(({ folder }) => folder);
    const adding: Promise<void>[] = [];
    for (const folder of folders) {
      const files = this.#chosen.get(folder.name);
      if (folder.kind === 'handle') adding.push(this.addAgain(library, folder));
      else if (folder.kind === 'files' && files)
        adding.push(this.#indexing.add(library, fromInput(folder.name, files)));
    }
    if (photos.some(({ path }) => path.startsWith(`${SAMPLE_FOLDER}/`)))
      adding.push(this.addSamples(library, samples));
    const toChoose = folders.some(({ kind, name }) => kind === 'files' && !this.#chosen.has(name));
    if (toChoose || adding.length === 0) this.#openInput();
    await Promise.all(adding);
  }
}

const fromHandle = (handle: FileSystemDirectoryHandle): Addition => ({
  source: handle,
  name: `“${handle.name}”`,
});

const fromInput = (folder: string, files: FileList): Addition => ({ source: files, name: `“${folder}”` });

/** Fetched anew each time it is added. */
const fromSamples = (url: string): Addition => ({
  source: { [Symbol.asyncIterator]: () => sampleAlbum(url) },
  name: 'the sample album',
});
