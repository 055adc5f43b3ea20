/** Time over which the rate is averaged, in milliseconds. */
const WINDOW = 10_000;

/** Measures a recent rate. */
export class Rate {
  readonly #marks: { time: number; done: number }[] = [];

  /**
   * @param done Amount done so far.
   * @param time Now, in milliseconds.
   * @returns Amount per second over the last ten seconds; 0 at first.
   */
  mark(done: number, time: number): number {
    this.#marks.push({ time, done });
    while (this.#marks.length > 2 && time - (this.#marks[0]?.time ?? time) > WINDOW) this.#marks.shift();
    const [first] = this.#marks;
    if (!first || time === first.time) return 0;
    return ((done - first.done) * 1000) / (time - first.time);
  }
}
