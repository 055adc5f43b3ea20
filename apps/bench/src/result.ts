/** The available measurements. */
export const SUITES = [
  'index',
  'text',
  'search',
  'start',
  'query',
  'memory',
  'growth',
  'groups',
  'first-visit',
] as const;

/** One of {@link SUITES}. */
export type Suite = (typeof SUITES)[number];

/** A suite that the page can run. `first-visit` needs a slow connection, which only the command has. */
export type PageSuite = Exclude<Suite, 'first-visit'>;

/** The library that was measured. */
export type Maker = 'web-clip' | 'transformers.js';

/** One measurement: a bar of a chart, a row of a table. */
export interface Row {
  name: string;
  by: Maker;
  /** Median of the runs. */
  value: number;
  /** All runs in chronological order. */
  runs: readonly number[];
  /** Its components, in the result's unit or in another unit that the key names: `decode ms`. */
  parts?: Readonly<Record<string, number>>;
}

/** A comparison of two measurements. */
export interface Ratio {
  /** `one / other`. */
  name: string;
  value: number;
  unit: 'times as fast' | 'times as much';
}

/** One table of the report. */
export interface Result {
  suite: Suite;
  title: string;
  /** Unit of the rows' values. */
  unit: 'photos/s' | 'ms' | 'MB';
  rows: readonly Row[];
  ratios: readonly Ratio[];
  /** How it was measured, and what readers should know about it, in full sentences. */
  notes: readonly string[];
}

/** The environment of the measurement. */
export interface Environment {
  /** ISO 8601. */
  date: string;
  browser: string;
  cores: number;
  /** In gigabytes, if the browser reports it. The browser caps the value. */
  memory?: number;
  adapter?: string;
  model: string;
  backend: string;
  dtype: string;
  threads: number;
  batchSize: number;
}

/** Messages that an unattended page posts, one per request, with `done` last. */
export type Message =
  | { environment: Environment }
  | { result: Result }
  | { error: string; suite?: Suite }
  | { done: true };
