/** The latest of what was computed, for who asks for the same again. */
export class Recent<Key, Value> {
  readonly #values = new Map<Key, Value>();

  /** @param limit How many are kept; the one that was not asked for longest goes first. */
  constructor(private readonly limit: number) {}

  /** @returns What was kept under the key, if it is still there. */
  get(key: Key): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  /** Keeps a value as the latest. */
  set(key: Key, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.limit) {
      const [oldest] = this.#values.keys();
      this.#values.delete(oldest as Key);
    }
  }
}
