/** The stages that a call passes through. */
export type Stage =
  | 'download'
  | 'load'
  | 'self-check'
  | 'decode'
  | 'preprocess'
  | 'encode-image'
  | 'read-back'
  | 'tokenize'
  | 'encode-text';

/** Time spent in one stage since the engine was made. */
export interface StageTiming {
  /** How often the stage ran. */
  count: number;
  /** Wall-clock milliseconds in all; of stages that overlap, each counts its own. */
  milliseconds: number;
}

/** Adds up the time that stages take. */
export class Timings {
  readonly #stages = new Map<Stage, StageTiming>();

  /**
   * @param stage What the work is.
   * @param work The work.
   * @returns What the work returns; a failed run counts as well.
   */
  async measure<T>(stage: Stage, work: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.add(stage, performance.now() - start);
    }
  }

  /**
   * Counts a run of a stage that was measured elsewhere.
   *
   * @param milliseconds How long it took.
   */
  add(stage: Stage, milliseconds: number): void {
    const timing = this.#stages.get(stage) ?? { count: 0, milliseconds: 0 };
    timing.count++;
    timing.milliseconds += milliseconds;
    this.#stages.set(stage, timing);
  }

  /** A copy of the figures so far; stages that never ran are absent. */
  snapshot(): Partial<Record<Stage, StageTiming>> {
    return Object.fromEntries([...this.#stages].map(([stage, timing]) => [stage, { ...timing }]));
  }
}
