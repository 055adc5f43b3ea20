import type { Library } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isReadable } from './folder-access.ts';

/** What TypeScript lacks: https://fs.spec.whatwg.org/#api-filesystemobserver */
interface FolderObserver {
  observe(handle: FileSystemDirectoryHandle, options: { recursive: true }): Promise<void>;
  disconnect(): void;
}

interface ObserverWindow {
  FileSystemObserver?: new (
    changed: (records: readonly { readonly root: FileSystemHandle }[]) => void,
  ) => FolderObserver;
}

/** Pause after the last change of a folder, in milliseconds. Photos are copied one after the other. */
const CALM = 2000;

/** Least time between two looks at folders that cannot be observed, in milliseconds. Reading a large one takes long. */
const PAUSE = 300_000;

/**
 * Notices changes in the folders of a library that can be read without asking: by observing them where the browser can,
 * and otherwise when the page comes to the front again.
 */
export class FolderWatch implements ReactiveController {
  readonly #changed: (folder: FileSystemDirectoryHandle) => void;
  #observer: FolderObserver | undefined;
  /** The folders, by their ids in the library. */
  #folders = new Map<number, FileSystemDirectoryHandle>();
  readonly #calming = new Map<number, ReturnType<typeof setTimeout>>();
  #looked = 0;

  /** @param changed Called with each folder that has changed, or may have. */
  constructor(host: ReactiveControllerHost, changed: (folder: FileSystemDirectoryHandle) => void) {
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#shown);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#shown);
    this.close();
  }

  /** Watches the folders of a library from now on. They have just been read. Call it again when there are others. */
  async open(library: Library): Promise<void> {
    const folders = new Map<number, FileSystemDirectoryHandle>();
    for (const { id, handle } of await library.folders())
      if (handle && (await isReadable(handle))) folders.set(id, handle);
    this.#looked = Date.now();
    const before = this.#folders;
    this.#folders = folders;
    const { FileSystemObserver } = globalThis as ObserverWindow;
    if (!FileSystemObserver) return;
    const isLess = [...before.keys()].some((id) => !folders.has(id));
    if (isLess) this.#observer?.disconnect();
    if (isLess) this.#observer = undefined;
    this.#observer ??= new FileSystemObserver((records) => {
      for (const { root } of records) void this.#notice(root);
    });
    for (const [id, handle] of folders) {
      if (before.has(id) && !isLess) continue;
      // A folder on some disks cannot be observed. It is read on the next visit, as always.
      await this.#observer.observe(handle, { recursive: true }).catch(() => undefined);
    }
  }

  /** Stops watching. */
  close(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#folders.clear();
    for (const timer of this.#calming.values()) clearTimeout(timer);
    this.#calming.clear();
  }

  async #notice(root: FileSystemHandle): Promise<void> {
    for (const [id, handle] of this.#folders) {
      if (!(await handle.isSameEntry(root))) continue;
      clearTimeout(this.#calming.get(id));
      const told = (): void => {
        this.#calming.delete(id);
        this.#changed(handle);
      };
      this.#calming.set(id, setTimeout(told, CALM));
    }
  }

  readonly #shown = (): void => {
    if (document.visibilityState !== 'visible' || this.#observer || Date.now() < this.#looked + PAUSE) return;
    this.#looked = Date.now();
    for (const handle of this.#folders.values()) this.#changed(handle);
  };
}
