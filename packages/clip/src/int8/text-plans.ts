import type { Feed } from '../engine/encoder.ts';
import { ClipError } from '../errors.ts';
import { type Constant, integers } from './constants.ts';
import { folded } from './folding.ts';
import type { Job, Plans } from './picture-plans.ts';
import type { Planner, Sketch } from './plan.ts';
import { PlanBuilder } from './plan-builder.ts';
import { known, type Value } from './values.ts';

/**
 * Plans how texts are encoded. Those of one length mostly differ in some constants alone, such as the embeddings of
 * their tokens: then only these are computed anew.
 */
export class TextPlans implements Plans {
  readonly #sketches = new Map<string, Sketch[]>();
  readonly samples: readonly Job[];

  /**
   * @param inputs Names of the encoder's inputs.
   * @param lengths Of the shortest text and the longest, in tokens.
   */
  constructor(
    private readonly planner: Planner,
    inputs: readonly string[],
    lengths: readonly number[],
  ) {
    this.samples = lengths.map((length) => {
      const ones = integers(new Array<number>(length).fill(1), [1, length]);
      return this.#plan(Object.fromEntries(inputs.map((name) => [name, ones])));
    });
  }

  job(feeds: Readonly<Record<string, Feed>>, index: number, count: number): Job {
    const inputs = Object.entries(feeds).map(([name, feed]) => {
      if (feed.type !== 'int64') throw new ClipError('engine-failed', 'There are no tokens to encode.');
      const row = feed.data.length / count;
      const length = feed.lengths?.[index] ?? row;
      const ids = Array.from(feed.data.subarray(index * row, index * row + length), Number);
      return [name, integers(ids, [1, length])] as const;
    });
    return this.#plan(Object.fromEntries(inputs));
  }

  #plan(inputs: Readonly<Record<string, Constant>>): Job {
    const key = Object.values(inputs)
      .map(({ dims }) => dims.join())
      .join(';');
    const sketches = this.#sketches.get(key) ?? [];
    this.#sketches.set(key, sketches);
    const fresh = sketches[0] && this.#folded(sketches[0], inputs);
    for (const { plan, data, values, decisive } of sketches) {
      const now = new Map<Constant, Constant>();
      for (const [name, constant] of fresh ?? []) {
        const before = values.get(name);
        if (before?.kind === 'constant') now.set(before.constant, constant);
      }
      if ([...decisive].every((each) => isSame(each, now.get(each) ?? each)))
        return { plan, data: data.map((each) => (now.get(each) ?? each).values) };
    }
    const sketch = this.planner.plan(inputs);
    sketches.push(sketch);
    return { plan: sketch.plan, data: sketch.data.map(({ values }) => values) };
  }

  /** The constants that depend on the numbers of the input. */
  #folded({ folds, values }: Sketch, inputs: Readonly<Record<string, Constant>>): Map<string, Constant> {
    const build = new PlanBuilder(this.planner.weights);
    const fresh = new Map(Object.entries(inputs));
    const lookUp = (name: string): Value | undefined => {
      const constant = fresh.get(name);
      return constant ? known(constant, 'numbers') : values.get(name);
    };
    for (const node of folds) {
      const results = folded(build, node, node.inputs.map(lookUp)) ?? [];
      for (const [i, { constant }] of results.entries()) fresh.set(node.outputs[i] ?? '', constant);
    }
    return fresh;
  }
}

const isSame = (a: Constant, b: Constant): boolean =>
  a.dims.join() === b.dims.join() && Array.from(a.values).every((value, i) => value === b.values[i]);
