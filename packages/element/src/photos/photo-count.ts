import type { Library, LibraryStatus } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The number of photos in the library. */
export class PhotoCount implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #library: Library | undefined;
  #counting = false;
  #isOld = false;
  /** Undefined until the library is open. While its model changes, the last count. */
  status: LibraryStatus | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** Counts the photos of this library from now on. */
  async open(library: Library): Promise<void> {
    this.#library = library;
    await this.refresh();
  }

  /** Counts again. Calls during a count cause one more count. */
  async refresh(): Promise<void> {
    this.#isOld = true;
    if (this.#counting) return;
    this.#counting = true;
    while (this.#isOld) {
      this.#isOld = false;
      const library = this.#library;
      // Ignore a library that was closed in the meantime.
      const status = await library?.status().catch(() => undefined);
      if (status && library === this.#library) this.status = status;
    }
    this.#counting = false;
    this.#host.requestUpdate();
  }

  /** Forgets the library and its count. */
  forget(): void {
    this.#library = undefined;
    this.status = undefined;
    this.#host.requestUpdate();
  }
}
