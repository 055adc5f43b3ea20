/** How long a step of the work on a video may take, in milliseconds. It is more than a decoder may. */
const STEP = 60_000;

/**
 * Work on videos in this thread. It may take longer than the thread may be silent, but must go on.
 */
export const videoWork = {
  running: 0,
  lastStep: 0,
  /** Whether a video is being read, and something of it was a short while ago. */
  get goesOn(): boolean {
    return this.running > 0 && performance.now() - this.lastStep < STEP;
  },
  /** Does work that reports its steps. */
  async run<T>(work: (onStep: () => void) => Promise<T>): Promise<T> {
    const onStep = (): void => {
      this.lastStep = performance.now();
    };
    this.running++;
    onStep();
    try {
      return await work(onStep);
    } finally {
      this.running--;
    }
  },
};
