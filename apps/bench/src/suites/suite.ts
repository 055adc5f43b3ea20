import type { PhotoGroup } from '../photos.ts';
import type { Result } from '../result.ts';
import type { Settings } from '../settings.ts';

/** Inputs of a suite. */
export interface Bench {
  settings: Settings;
  /** Id of the resolved model. */
  model: string;
  /** Photos to measure with; generated or fetched on first use. */
  photos(): Promise<readonly PhotoGroup[]>;
  /** Called with a description of the current step, for the waiting user. */
  tell(what: string): void;
}

/** Runs the suite, and yields tables as they become available. */
export type RunSuite = (bench: Bench) => AsyncGenerator<Result>;
