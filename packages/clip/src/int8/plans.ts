import type { Feed } from '../engine/encoder.ts';
import type { Plan } from './plan.ts';

/** A plan, and the numbers that go into its inputs. */
export interface Job {
  plan: Plan;
  data: readonly ArrayLike<number>[];
}

/** What an encoder has computed for what it is fed. */
export interface Plans {
  /** Of those that may come the smallest and the largest. */
  readonly samples: readonly Job[];
  /**
   * @param feeds A batch.
   * @param index Of a picture or text in it.
   * @param count How many there are.
   * @throws ClipError `engine-failed` if the batch is none.
   */
  job(feeds: Readonly<Record<string, Feed>>, index: number, count: number): Job;
}
