import type { Folder, Library } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { askToRead, isReadable } from './folder-access.ts';
import { listFolders } from './folder-list.ts';
import { areSame } from './folder-name.ts';

/** Folders of earlier visits that the browser only reads again with the user's permission. */
export class FolderOffers implements ReactiveController {
  readonly #host: ReactiveControllerHost;
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
   * @returns Folders that can be read without asking. The others are offered.
   */
  async find(library: Library): Promise<FileSystemDirectoryHandle[]> {
    const offered: Folder[] = [];
    const readable: FileSystemDirectoryHandle[] = [];
    for (const { folder, count } of await listFolders(library)) {
      if (folder.handle && (await isReadable(folder.handle))) readable.push(folder.handle);
      // A folder without photos was probably chosen by mistake, unless indexing has not reached them yet.
      else if (count > 0 || folder.unfinished) offered.push(folder);
    }
    this.offer(offered);
    return readable;
  }

  /** Offers only these folders. Single files have no folder to find them by. */
  offer(folders: readonly Folder[]): void {
    this.folders = folders.filter(({ kind }) => kind !== 'single-files');
    this.#host.requestUpdate();
  }

  /**
   * Accepts the offer of a folder. Call this in a click handler.
   *
   * @returns Its handle if the user grants permission.
   */
  async accept(folder: Folder): Promise<FileSystemDirectoryHandle | undefined> {
    if (!folder.handle || !(await askToRead(folder.handle))) return undefined;
    this.withdraw(folder.name);
    return folder.handle;
  }

  /** Removes the offer of a folder that was chosen again. */
  withdraw(name: string): void {
    this.folders = this.folders.filter((each) => !areSame(each.name, name));
    this.#host.requestUpdate();
  }

  /** Removes all offers. */
  dismiss(): void {
    this.folders = [];
    this.#host.requestUpdate();
  }
}
