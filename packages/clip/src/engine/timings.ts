/** The stages of a call. */
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

/** Time spent in one stage since the engine was created. */
export interface StageTiming {
  /** How often the stage ran. */
  count: number;
  /** Total wall-clock milliseconds. Overlapping stages each count in full. */
  milliseconds: number;
}

/** Adds up the time spent in each stage. */
export class Timings {
  readonly #stages = new Map<Stage, StageTiming>();

  /**
   * @param stage The stage.
   * @param work The work.
   * @returns The result of the work. Failed runs count as well.
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
   * Counts a run that was measured elsewhere.
   *
   * @param milliseconds Its duration.
   */
  add(stage: Stage, milliseconds: number): void {
    const timing = this.#stages.get(stage) ?? { count: 0, milliseconds: 0 };
    timing.count++;
    timing.milliseconds += milliseconds;
    this.#stages.set(stage, timing);
  }

  /** A copy of the current totals. Stages that never ran are absent. */
  snapshot(): Partial<Record<Stage, StageTiming>> {
    return Object.fromEntries([...this.#stages].map(([stage, timing]) => [stage, { ...timing }]));
  }
}
