/** Seconds between two looks. */
const TICK = 5;

/**
 * Notices that nothing has come for long, from a worker or a host. It counts looks and compares no clocks, so that the time
 * counts for nothing in which a computer sleeps or a page is frozen.
 */
export class Watchdog {
  #timer: ReturnType<typeof setInterval> | undefined;
  #looks = 0;

  /**
   * @param patience How long nothing may come, in seconds.
   * @param hung Is called once that is over; then the watch is over as well.
   * @param look Is called every few seconds of the watch: it may ask for a sign of life.
   */
  constructor(
    private readonly patience: number,
    private readonly hung: () => void,
    private readonly look: () => void = () => undefined,
  ) {}

  /** Begins to watch. */
  start(): void {
    this.calm();
    this.#timer ??= setInterval(() => {
      this.#looks++;
      if (this.#looks * TICK < this.patience) return this.look();
      this.stop();
      this.hung();
    }, TICK * 1000);
  }

  /** Takes a sign of life. */
  calm(): void {
    this.#looks = 0;
  }

  /** Ends the watch. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
