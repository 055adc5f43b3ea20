import { ClipError, LruCache } from '@web-clip/calls';
import { type Constant, integers } from '../graph/constants.ts';
import { folded } from '../plan/constant-folding.ts';
import { PlanBuilder } from '../plan/plan-builder.ts';
import type { Planner, PlanTemplate } from '../plan/planner.ts';
import { known, type Value } from '../plan/values.ts';
import type { Feed, Job, Plans } from './plans.ts';

/** How many text lengths have their plans cached, and how many plans are cached for each length. */
const LENGTHS = 32;
const VARIANTS = 8;

/**
 * Plans how texts are encoded. Plans of the same length mostly differ only in some constants, such as the
 * token embeddings. In that case only the constants are computed again.
 */
export class TextPlans implements Plans {
  readonly #templates = new LruCache<string, readonly PlanTemplate[]>(LENGTHS);
  readonly samples: readonly Job[];
  readonly #planner: Planner;

  /**
   * @param inputs Names of the encoder's inputs.
   * @param lengths Lengths of the shortest and longest text, in tokens.
   */
  constructor(planner: Planner, inputs: readonly string[], lengths: readonly number[]) {
    this.#planner = planner;
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
    const templates = this.#templates.get(key) ?? [];
    const fresh = templates[0] && this.#folded(templates[0], inputs);
    for (const template of templates) {
      const data = fresh && dataFor(template, fresh);
      if (data) return { plan: template.plan, data };
    }
    const template = this.#planner.plan(inputs);
    this.#templates.set(key, [template, ...templates].slice(0, VARIANTS));
    return { plan: template.plan, data: template.data.map(({ values }) => values) };
  }

  /** Computes the constants that depend on the input's values. */
  #folded(
    { folds, values }: PlanTemplate,
    inputs: Readonly<Record<string, Constant>>,
  ): Map<string, Constant> {
    const build = new PlanBuilder(this.#planner.weights);
    const fresh = new Map(Object.entries(inputs));
    const lookUp = (name: string): Value | undefined => {
      const constant = fresh.get(name);
      return constant ? known(constant, 'numbers') : values.get(name);
    };
    for (const node of folds) {
      const results = folded(build, node, node.inputs.map(lookUp)) ?? [];
      for (const [i, { constant }] of results.entries()) {
        const name = node.outputs[i];
        if (name) fresh.set(name, constant);
      }
    }
    return fresh;
  }
}

/**
 * @param fresh Constants computed from another input, by name.
 * @returns The data that makes the plan fit that input; undefined if it needs another plan.
 */
function dataFor(
  { data, values, decisive }: PlanTemplate,
  fresh: ReadonlyMap<string, Constant>,
): ArrayLike<number>[] | undefined {
  const now = new Map<Constant, Constant>();
  for (const [name, constant] of fresh) {
    const before = values.get(name);
    if (before?.kind !== 'constant') continue;
    if (before.constant.dims.join() !== constant.dims.join()) return undefined;
    now.set(before.constant, constant);
  }
  for (const each of decisive) {
    const { values } = now.get(each) ?? each;
    if (!Array.from(each.values).every((value, i) => value === values[i])) return undefined;
  }
  return data.map((each) => (now.get(each) ?? each).values);
}
