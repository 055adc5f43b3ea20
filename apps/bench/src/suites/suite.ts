import type { PhotoGroup } from '../photos.ts';
import type { Result } from '../result.ts';
import type { Settings } from '../settings.ts';

/** What a suite works with. */
export interface Bench {
  settings: Settings;
  /** Id of the model that they come to. */
  model: string;
  /** Photos to measure with; made or fetched when they are first asked for. */
  photos(): Promise<readonly PhotoGroup[]>;
  /** Takes what is being done, for a person who waits. */
  tell(what: string): void;
}

/** Measures, and gives tables as they get ready. */
export type RunSuite = (bench: Bench) => AsyncGenerator<Result>;
