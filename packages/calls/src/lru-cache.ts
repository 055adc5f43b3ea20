/** A cache of the most recently used values. */
export class LruCache<Key, Value> {
  readonly #values = new Map<Key, Value>();
  readonly #limit: number;

  /** @param limit Maximum number of values. The least recently used one is dropped first. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @returns The value for the key, if it is still cached. */
  get(key: Key): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  /** Stores a value as the most recently used. */
  set(key: Key, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#limit) {
      const [oldest] = this.#values.keys();
      this.#values.delete(oldest as Key);
    }
  }
}
