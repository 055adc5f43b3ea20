/** Maximum number of concurrent reads from storage. More would delay the thumbnails requested last. */
const AT_ONCE = 8;

/**
 * Object URLs of thumbnails: the visible ones, and a limited number of recent ones, so that scrolling back is
 * instant. A URL is revoked when its thumbnail is evicted.
 */
export class Thumbnails {
  readonly #load: (id: number) => Promise<Blob | undefined>;
  readonly #arrived: () => void;
  readonly #capacity: number;
  /** Ordered by last use. `undefined` is a missing thumbnail. */
  readonly #urls = new Map<number, string | undefined>();
  readonly #loading = new Set<number>();
  #wanted: readonly number[] = [];
  #ended = false;

  /**
   * @param load Reads a thumbnail.
   * @param arrived Called after each read.
   * @param capacity Number of thumbnails to keep. Visible ones are always kept.
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
   * Sets the visible thumbnails. Earlier requests that have not started loading are dropped.
   *
   * @param ids Photo ids, the most important first.
   */
  want(ids: readonly number[]): void {
    this.#wanted = ids;
    for (const id of ids) this.#touch(id);
    this.#evict();
    this.#next();
  }

  /** Revokes all URLs, and stops reading. */
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
    // An unreadable thumbnail leaves its cell blank. The library reports important errors.
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
