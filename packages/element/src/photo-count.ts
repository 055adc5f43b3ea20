import type { Library, LibraryStatus } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How many photos the library holds. */
export class PhotoCount implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #library: Library | undefined;
  #counting = false;
  #isOld = false;
  /** Undefined until the library is open; while its model is changed, what was counted last. */
  status: LibraryStatus | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** Counts in this library from now on. */
  async open(library: Library): Promise<void> {
    this.#library = library;
    await this.refresh();
  }

  /** Counts anew; calls that come while it counts are one count more. */
  async refresh(): Promise<void> {
    this.#isOld = true;
    if (this.#counting) return;
    this.#counting = true;
    while (this.#isOld) {
      this.#isOld = false;
      const library = this.#library;
      // A library that was closed meanwhile counts no more.
      const status = await library?.status().catch(() => undefined);
      if (status && library === this.#library) this.status = status;
    }
    this.#counting = false;
    this.#host.requestUpdate();
  }

  /** Lets go of the library and of its count. */
  forget(): void {
    this.#library = undefined;
    this.status = undefined;
    this.#host.requestUpdate();
  }
}
