/** What can be measured. */
export const SUITES = ['index', 'text', 'search', 'start', 'memory', 'growth'] as const;

/** One of {@link SUITES}. */
export type Suite = (typeof SUITES)[number];

/** Whose figure it is. */
export type Maker = 'web-clip' | 'transformers.js';

/** One measured thing: a bar of a chart, a line of a table. */
export interface Row {
  name: string;
  by: Maker;
  /** Median of the runs. */
  value: number;
  /** Every run, in the order in which they were made. */
  runs: readonly number[];
  /** What it is made of, in the result's unit or another that is named: `decode ms`. */
  parts?: Readonly<Record<string, number>>;
}

/** Two things compared. */
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
  /** Of the rows' values. */
  unit: 'photos/s' | 'ms' | 'MB';
  rows: readonly Row[];
  ratios: readonly Ratio[];
  /** How it was measured, and what is to be known about it: whole sentences. */
  notes: readonly string[];
}

/** Where and with what it was measured. */
export interface Environment {
  /** ISO 8601. */
  date: string;
  browser: string;
  cores: number;
  /** Gigabytes, as far as the browser tells; capped by it. */
  memory?: number;
  adapter?: string;
  model: string;
  backend: string;
  dtype: string;
  threads: number;
  batchSize: number;
}

/** What an unattended page posts, one a request, `done` last. */
export type Message =
  | { environment: Environment }
  | { result: Result }
  | { error: string; suite?: Suite }
  | { done: true };
