import type { Folder, Library, Photo, PhotoSource } from '@web-clip/photos';
import type { Message } from '../i18n/strings.ts';
import { hasFolderPicker, isReadable, pickFolder } from './folder-access.ts';
import { listFolders } from './folder-list.ts';
import { areSame } from './folder-name.ts';
import type { FolderOffers } from './folder-offers.ts';
import type { Addition, Indexing, Separate } from './indexing.ts';
import { SAMPLE_FOLDER, sampleAlbum } from './sample-album.ts';

/** The inputs that open the browser's file pickers. */
export interface FileInputs {
  openFolders(): void;
  openPhotos(): void;
}

/** Result of {@link Sources.collect}. */
export interface Collected {
  readonly additions: readonly Addition[];
  /** Folders with photos that cannot be read. */
  readonly missing: readonly Folder[];
}

interface Found {
  readonly additions: readonly Addition[];
  readonly isWhole: boolean;
}

/** Files of a folder that the user chose in this visit. */
interface Chosen {
  readonly name: string;
  readonly files: FileList;
  /** Id of the folder that the files belong to; undefined until they have been listed. */
  readonly folder?: number;
}

/** A folder that the user chooses again, and how to add it. */
interface Again {
  readonly folder: Folder;
  readonly systemFolders?: boolean;
}

/** All ways to add photos to a library, and to add them again with another model. */
export class Sources {
  readonly #inputs: FileInputs;
  readonly #indexing: Indexing;
  readonly #offers: FolderOffers;
  /** The latest is last. */
  #chosen: readonly Chosen[] = [];
  /** The known folder that the input was opened for, if any. */
  #again: Again | undefined;

  /**
   * @param inputs Used if the browser has no better way; opened during a click.
   * @param indexing Adds what is chosen.
   * @param offers The folders of earlier visits.
   */
  constructor(inputs: FileInputs, indexing: Indexing, offers: FolderOffers) {
    this.#inputs = inputs;
    this.#indexing = indexing;
    this.#offers = offers;
  }

  /** Asks the user for a folder, and adds it. */
  async chooseFolder(library: Library): Promise<void> {
    this.#again = undefined;
    if (!hasFolderPicker()) return this.#inputs.openFolders();
    return this.#pickFolder(library);
  }

  async #pickFolder(library: Library, again?: Again): Promise<void> {
    const handle = await pickFolder();
    if (!handle) return;
    this.#offers.withdraw(handle.name);
    await this.#indexing.add(library, { ...fromHandle(handle), ...said(again, handle.name) });
  }

  /** Asks the user for single photos. Call this in a click handler. */
  choosePhotos(): void {
    this.#inputs.openPhotos();
  }

  /** Adds what the user chose in a file input. */
  async addFiles(library: Library, files: FileList): Promise<void> {
    const again = this.#again;
    this.#again = undefined;
    const name = files[0]?.webkitRelativePath.split('/')[0];
    if (name) await this.#addFiles(library, name, files, again);
    else await this.#indexing.add(library, { source: files, empty: SELECTION, single: true });
  }

  async #addFiles(library: Library, name: string, files: FileList, again?: Again): Promise<void> {
    const chosen: Chosen = { name, files };
    this.#chosen = [...this.#chosen, chosen];
    this.#offers.withdraw(name);
    const summary = await this.#indexing.add(library, { ...fromInput(name, files), ...said(again, name) });
    const folder = summary?.folders[0];
    if (folder === undefined) return;
    const others = this.#chosen.filter((each) => each !== chosen && each.folder !== folder);
    this.#chosen = [...others, { ...chosen, folder }];
  }

  #filesOf({ id, name }: Folder): FileList | undefined {
    return this.#chosen.findLast(({ folder, ...chosen }) =>
      folder === undefined ? areSame(chosen.name, name) : folder === id,
    )?.files;
  }

  /** Adds what the user dropped. Call this during the drop event. */
  async addDropped(library: Library, items: DataTransferItemList): Promise<void> {
    const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
    for (const { name } of entries) this.#offers.withdraw(name);
    const single = entries.every(({ isFile }) => isFile);
    await this.#indexing.add(library, {
      source: items,
      empty: ({ noPhotosInDrop }) => noPhotosInDrop,
      once: true,
      single,
    });
  }

  /** Adds the sample album at this URL, if there is one. */
  async addSamples(library: Library, samples: string | undefined): Promise<void> {
    if (samples) await this.#indexing.add(library, fromSamples(samples));
  }

  /** Adds folders that can be read without asking, in the background, and offers the others. */
  async resume(library: Library): Promise<void> {
    const readable = await this.#offers.find(library);
    await Promise.all(readable.map((handle) => this.readAgain(library, handle)));
  }

  /** Adds what is new in a folder, in the background. */
  async readAgain(library: Library, handle: FileSystemDirectoryHandle): Promise<void> {
    await this.#indexing.add(library, { ...fromHandle(handle), quiet: true });
  }

  /**
   * Adds a folder again. Call this in a click handler.
   *
   * @param systemFolders Whether to index its system folders from now on. Undefined keeps the setting.
   */
  async addAgain(library: Library, folder: Folder, systemFolders?: boolean): Promise<void> {
    const again = { folder, ...(systemFolders !== undefined && { systemFolders }) };
    if (folder.kind === 'files') {
      const files = this.#filesOf(folder);
      if (systemFolders !== undefined && files) return this.#addFiles(library, folder.name, files, again);
      this.#again = again;
      return this.#inputs.openFolders();
    }
    // A folder from a saved library was never chosen here, and the browser may have no handle for it.
    if (!folder.handle) {
      if (hasFolderPicker()) return this.#pickFolder(library, again);
      this.#again = again;
      return this.#inputs.openFolders();
    }
    const handle = await this.#offers.accept(folder);
    if (handle) await this.#indexing.add(library, { ...fromHandle(handle), ...said(again) });
  }

  /** Merges a folder that was added as a new one into the folder that the user already had. */
  async unite(library: Library, { addition, lookalike }: Separate): Promise<void> {
    const { folder, known } = lookalike;
    await library.removeFolder(folder);
    this.#chosen = this.#chosen.map((each) => (each.folder === folder ? { ...each, folder: known } : each));
    await this.#indexing.add(library, { ...addition, said: { ...addition.said, folder: known } });
  }

  /** Continues what was cancelled. Call this in a click handler. */
  async continue(library: Library): Promise<void> {
    if (!this.#indexing.continue(library)) await this.chooseFolder(library);
  }

  /** Adds all photos again, and lets the user choose those that cannot be read. Call this in a click handler. */
  async addAllAgain(library: Library, samples: string | undefined): Promise<void> {
    const { additions, missing } = await this.collect(library, samples);
    const remembered = missing.filter(({ handle }) => handle);
    const toChoose = missing.filter(({ kind, handle }) => kind !== 'single-files' && !handle);
    this.#offers.offer(missing);
    // One click opens only one picker, so the other folders are offered.
    const toAsk = remembered.length > 0 ? remembered : toChoose.slice(0, 1);
    if (toAsk.length === 0 && missing.some(({ kind }) => kind === 'single-files')) this.choosePhotos();
    else if (additions.length + toAsk.length === 0) this.#inputs.openFolders();
    await Promise.all([
      ...toAsk.map((folder) => this.addAgain(library, folder)),
      ...additions.map((addition) => this.#indexing.add(library, addition)),
    ]);
  }

  /** Asks the user for permission to read the folders of a library. Call this in a click handler. */
  async askToRead(library: Library): Promise<void> {
    const folders = (await listFolders(library)).filter(({ count }) => count > 0);
    // Without a click, the browser throws. Then only folders that can be read without asking are used.
    await Promise.all(folders.map(({ folder }) => this.#offers.accept(folder).catch(() => undefined)));
  }

  /**
   * Finds, without asking, sources of a library's photos that can be read.
   *
   * @param library The library.
   * @param samples URL of the sample album.
   */
  async collect(library: Library, samples: string | undefined): Promise<Collected> {
    const [folders, photos] = await Promise.all([library.folders(), library.photos()]);
    const additions: Addition[] = [];
    const missing: Folder[] = [];
    for (const folder of folders) {
      const own = photos.filter((photo) => photo.folder === folder.id);
      if (own.length === 0) continue;
      const found =
        folder.kind === 'single-files'
          ? await this.#singleFiles(library, own, samples)
          : await this.#folder(folder);
      additions.push(...found.additions);
      if (!found.isWhole) missing.push(folder);
    }
    return { additions, missing };
  }

  async #folder(folder: Folder): Promise<Found> {
    const { name, handle } = folder;
    const files = this.#filesOf(folder);
    if (handle && (await isReadable(handle))) return { additions: [fromHandle(handle)], isWhole: true };
    if (!handle && files) return { additions: [fromInput(name, files)], isWhole: true };
    return { additions: [], isWhole: false };
  }

  /** Single files: the sample album, and files of this visit. */
  async #singleFiles(
    library: Library,
    photos: readonly Photo[],
    samples: string | undefined,
  ): Promise<Found> {
    const single = photos.filter(({ path }) => !samples || !path.startsWith(`${SAMPLE_FOLDER}/`));
    const files: { path: string; file: File }[] = [];
    for (const { id, path } of single) {
      const file = await library.file(id);
      if (file) files.push({ path, file });
    }
    const additions: Addition[] = files.length > 0 ? [{ source: files, empty: SELECTION }] : [];
    if (samples && single.length < photos.length) additions.push(fromSamples(samples));
    return { additions, isWhole: files.length === single.length };
  }
}

/** @param chosen Name of the chosen folder, which may differ from the requested one. */
function said(again: Again | undefined, chosen = again?.folder.name): Pick<Addition, 'said'> {
  if (!again || !areSame(again.folder.name, chosen ?? '')) return {};
  const { folder, systemFolders } = again;
  return { said: { folder: folder.id, ...(systemFolders !== undefined && { systemFolders }) } };
}

const SELECTION: Message = ({ noPhotosInSelection }) => noPhotosInSelection;

const fromHandle = (handle: FileSystemDirectoryHandle): Addition => ({
  source: handle,
  empty: ({ noPhotosInFolder }) => noPhotosInFolder(handle.name),
});

const fromInput = (folder: string, files: FileList): Addition => ({
  source: files,
  empty: ({ noPhotosInFolder }) => noPhotosInFolder(folder),
});

/** What the page adds by itself. An iterator ends with its first reading. */
export const fromPage = (source: PhotoSource): Addition => {
  // The library says what is wrong with anything else.
  if (source instanceof Object && 'kind' in source) return fromHandle(source);
  if (source instanceof FileList) return { source, empty: SELECTION };
  return { source, empty: SELECTION, once: !Array.isArray(source), single: true };
};

/** The album is fetched again each time it is added. */
const fromSamples = (url: string): Addition => ({
  source: { [Symbol.asyncIterator]: () => sampleAlbum(url) },
  empty: SELECTION,
  sample: true,
});
