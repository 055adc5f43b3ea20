import type { Folder, Library } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { askToRead, isReadable } from './folder-access.ts';
import { listFolders } from './folder-list.ts';
import { areSame } from './folder-name.ts';

/** Folders of earlier visits, which the browser reads again only when the person says so. */
export class FolderOffers implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** The folders to offer. */
  folders: readonly Folder[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.dismiss();
  }

  /**
   * Looks up the folders of a library.
   *
   * @returns Those that may be read without asking; the others are offered.
   */
  async find(library: Library): Promise<FileSystemDirectoryHandle[]> {
    const offered: Folder[] = [];
    const readable: FileSystemDirectoryHandle[] = [];
    for (const { folder, count } of await listFolders(library)) {
      if (folder.handle && (await isReadable(folder.handle))) readable.push(folder.handle);
      // A folder without photos was chosen by mistake, unless nobody has come to them yet.
      else if (count > 0 || folder.unfinished) offered.push(folder);
    }
    this.offer(offered);
    return readable;
  }

  /** Offers these folders, and no others: single files cannot be found again by their folder. */
  offer(folders: readonly Folder[]): void {
    this.folders = folders.filter(({ kind }) => kind !== 'loose');
    this.#host.requestUpdate();
  }

  /**
   * Takes a folder off the offers; to be called in a click.
   *
   * @returns Its handle if the person lets it be read.
   */
  async accept(folder: Folder): Promise<FileSystemDirectoryHandle | undefined> {
    if (!folder.handle || !(await askToRead(folder.handle))) return undefined;
    this.withdraw(folder.name);
    return folder.handle;
  }

  /** Takes a folder off the offers once it has been chosen again. */
  withdraw(name: string): void {
    this.folders = this.folders.filter((each) => !areSame(each.name, name));
    this.#host.requestUpdate();
  }

  /** Offers nothing more. */
  dismiss(): void {
    this.folders = [];
    this.#host.requestUpdate();
  }
}
