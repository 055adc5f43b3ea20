/** Calls to one worker, which end when it does: comlink would let them wait for ever. */
export class Calls {
  // No Promise.race with the worker's end: every race would be kept, with its result, as long as the worker.
  readonly #rejects = new Set<(error: Error) => void>();
  #ended: Error | undefined;

  /** How many are under way. */
  get size(): number {
    return this.#rejects.size;
  }

  /**
   * Makes a call, unless all has ended.
   *
   * @throws What ended the calls, or what the call throws.
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

  /** Ends all calls, those to come as well. */
  end(error: Error): void {
    this.#ended ??= error;
    for (const reject of this.#rejects) reject(this.#ended);
    this.#rejects.clear();
  }
}
