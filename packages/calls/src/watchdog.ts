/** Seconds between checks. */
const TICK = 5;

/**
 * Notices when a worker or a host has been silent for too long. It counts checks instead of comparing clocks,
 * so that time does not count while the computer sleeps or the page is frozen.
 */
export class Watchdog {
  #timer: ReturnType<typeof setInterval> | undefined;
  #looks = 0;
  readonly #patience: number;
  readonly #hung: () => void;
  readonly #look: () => void;

  /**
   * @param patience How long silence is allowed, in seconds.
   * @param hung Called when that time is over. The watchdog then stops.
   * @param look Called at every check, to ask for a sign of life.
   */
  constructor(patience: number, hung: () => void, look: () => void = () => undefined) {
    this.#patience = patience;
    this.#hung = hung;
    this.#look = look;
  }

  /** Starts watching. */
  start(): void {
    this.calm();
    this.#timer ??= setInterval(() => {
      this.#looks++;
      if (this.#looks * TICK < this.#patience) return this.#look();
      this.stop();
      this.#hung();
    }, TICK * 1000);
  }

  /** Call on any sign of life. */
  calm(): void {
    this.#looks = 0;
  }

  /** Stops watching. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
