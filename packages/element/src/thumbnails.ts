/** How many thumbnails are read from storage at a time: more would delay those asked for last. */
const AT_ONCE = 8;

/**
 * Object URLs of thumbnails: those in view, and a bounded number of those seen last, so that scrolling
 * back is instant. A URL is revoked when its thumbnail leaves.
 */
export class Thumbnails {
  readonly #load: (id: number) => Promise<Blob | undefined>;
  readonly #arrived: () => void;
  readonly #capacity: number;
  /** In the order of last use. `undefined` is a thumbnail that is not there. */
  readonly #urls = new Map<number, string | undefined>();
  readonly #loading = new Set<number>();
  #wanted: readonly number[] = [];
  #ended = false;

  /**
   * @param load Reads a thumbnail.
   * @param arrived Is called after one was read.
   * @param capacity How many to keep; those in view are kept in any case.
   */
  constructor(load: (id: number) => Promise<Blob | undefined>, arrived: () => void, capacity = 500) {
    this.#load = load;
    this.#arrived = arrived;
    this.#capacity = capacity;
  }

  /** @returns The URL of a thumbnail, if it has been read. */
  url(id: number): string | undefined {
    return this.#urls.get(id);
  }

  /**
   * Says what is in view. What was asked for earlier and has not begun to load is forgotten.
   *
   * @param ids Photos, the most important first.
   */
  want(ids: readonly number[]): void {
    this.#wanted = ids;
    for (const id of ids) this.#touch(id);
    this.#evict();
    this.#next();
  }

  /** Revokes all URLs, and reads nothing any more. */
  end(): void {
    this.#ended = true;
    this.#wanted = [];
    for (const url of this.#urls.values()) if (url) URL.revokeObjectURL(url);
    this.#urls.clear();
  }

  #touch(id: number): void {
    if (!this.#urls.has(id)) return;
    const url = this.#urls.get(id);
    this.#urls.delete(id);
    this.#urls.set(id, url);
  }

  #next(): void {
    for (const id of this.#wanted) {
      if (this.#loading.size >= AT_ONCE) return;
      if (!this.#urls.has(id) && !this.#loading.has(id)) void this.#read(id);
    }
  }

  async #read(id: number): Promise<void> {
    this.#loading.add(id);
    // A thumbnail that cannot be read leaves its cell blank; the library reports what matters.
    const blob = await this.#load(id).catch(() => undefined);
    this.#loading.delete(id);
    if (this.#ended) return;
    this.#urls.set(id, blob && URL.createObjectURL(blob));
    this.#evict();
    this.#arrived();
    this.#next();
  }

  #evict(): void {
    if (this.#urls.size <= this.#capacity) return;
    const wanted = new Set(this.#wanted);
    for (const [id, url] of this.#urls) {
      if (this.#urls.size <= this.#capacity) return;
      if (wanted.has(id)) continue;
      if (url) URL.revokeObjectURL(url);
      this.#urls.delete(id);
    }
  }
}
