import type { Library } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import { hasFolderPicker } from './folder-access.ts';
import type { FolderWatch } from './folder-watch.ts';

/** Watches the folders of the current library, in browsers that can read them again without asking. */
export class WatchedFolders {
  readonly #host: ReactiveControllerHost;
  readonly #library: () => Library | undefined;
  readonly #changed: (library: Library, folder: FileSystemDirectoryHandle) => void;
  #watch: FolderWatch | undefined;

  /**
   * @param library The current library, if it is open.
   * @param changed Called with each folder that has changed, or may have.
   */
  constructor(
    host: ReactiveControllerHost,
    library: () => Library | undefined,
    changed: (library: Library, folder: FileSystemDirectoryHandle) => void,
  ) {
    this.#host = host;
    this.#library = library;
    this.#changed = changed;
  }

  /** Notices from now on what changes in the folders that can be read. */
  async open(): Promise<void> {
    if (!hasFolderPicker()) return;
    const { FolderWatch } = await import('./folder-watch.ts');
    const library = this.#library();
    if (!library) return;
    this.#watch ??= new FolderWatch(this.#host, (folder) => {
      const current = this.#library();
      if (current) this.#changed(current, folder);
    });
    // A library that is closed just now needs nothing, and its error is told by what closed it.
    await this.#watch.open(library).catch(() => undefined);
  }

  /** Leaves the library. */
  close(): void {
    this.#watch?.close();
  }
}
