import type { Plan } from '../plan/plan.ts';

/** An input of an encoder: numbers, row by row. */
export type Feed = { dims: readonly number[] } & (
  | { type: 'float32'; data: Float32Array }
  | {
      type: 'int64';
      data: BigInt64Array;
      /** The number of significant values in each row, if the encoder may omit the rest. */
      lengths?: readonly number[];
    }
);

/** A plan, and the values for its inputs. */
export interface Job {
  plan: Plan;
  data: readonly ArrayLike<number>[];
}

/** Turns a batch of inputs into plans. */
export interface Plans {
  /** Jobs for the smallest and the largest inputs. */
  readonly samples: readonly Job[];
  /**
   * @param feeds A batch.
   * @param index Index of an image or text in the batch.
   * @param count Size of the batch.
   * @throws ClipError `engine-failed` if the feeds do not have the expected inputs.
   */
  job(feeds: Readonly<Record<string, Feed>>, index: number, count: number): Job;
}
