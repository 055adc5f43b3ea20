/** How much of the past counts, in milliseconds. */
const WINDOW = 10_000;

/** Measures how fast something goes of late. */
export class Rate {
  readonly #marks: { time: number; done: number }[] = [];

  /**
   * @param done How much is done by now.
   * @param time Now, in milliseconds.
   * @returns How much a second, over the last ten seconds; 0 at first.
   */
  mark(done: number, time: number): number {
    this.#marks.push({ time, done });
    while (this.#marks.length > 2 && time - (this.#marks[0]?.time ?? time) > WINDOW) this.#marks.shift();
    const [first] = this.#marks;
    if (!first || time === first.time) return 0;
    return ((done - first.done) * 1000) / (time - first.time);
  }
}
