import { ClipError } from '@web-clip/calls';
import type { Planner } from '../plan/planner.ts';
import type { Feed, Job, Plans } from './plans.ts';

/** Encodes images. All of them share one plan. */
export class ImagePlans implements Plans {
  readonly samples: readonly [Job];
  readonly #input: string;

  /**
   * @param input Name of the encoder's input.
   * @param size Side of an image in pixels.
   */
  constructor(planner: Planner, input: string, size: number) {
    this.#input = input;
    const dims = [1, 3, size, size];
    const { plan, data } = planner.plan({ [input]: { dims } });
    const black = new Float32Array(3 * size * size);
    this.samples = [{ plan, data: [black, ...data.map(({ values }) => values)] }];
  }

  job(feeds: Readonly<Record<string, Feed>>, index: number, count: number): Job {
    const feed = feeds[this.#input];
    if (feed?.type !== 'float32') throw new ClipError('engine-failed', 'There are no pixels to encode.');
    const length = feed.data.length / count;
    const [{ plan, data }] = this.samples;
    return { plan, data: [feed.data.subarray(index * length, (index + 1) * length), ...data.slice(1)] };
  }
}
