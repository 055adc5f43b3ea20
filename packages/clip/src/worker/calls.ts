/**
 * The pending calls to one worker. They are rejected when the worker ends; comlink would let them wait for
 * ever.
 */
export class Calls {
  // Not Promise.race with the worker's end, which would retain every race and its result as long as the
  // worker lives.
  readonly #rejects = new Set<(error: Error) => void>();
  #ended: Error | undefined;

  /** Number of pending calls. */
  get size(): number {
    return this.#rejects.size;
  }

  /**
   * Makes a call, unless the calls have been ended.
   *
   * @throws The error that ended the calls, or the error of the call.
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise<T>((resolve, reject) => {
      this.#rejects.add(reject);
      const call = async (): Promise<T> => work();
      call()
        .finally(() => this.#rejects.delete(reject))
        .then(resolve, reject);
    });
  }

  /** Rejects all pending and future calls. */
  end(error: Error): void {
    this.#ended ??= error;
    for (const reject of this.#rejects) reject(this.#ended);
    this.#rejects.clear();
  }
}
