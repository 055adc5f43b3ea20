import type { Embedded } from './checks/modules.ts';
import type { Person } from './person.ts';
import type { ModulesSite, Site } from './sites.ts';

/** How a check ended in one browser. */
export type State =
  /** It holds. */
  | 'passed'
  | 'failed'
  /** The browser has not got what it takes. */
  | 'not available'
  /** It could not be made: the browser is not here, or what comes before it failed. */
  | 'skipped';

/** What a check came to in one browser. */
export interface Finding {
  readonly what: string;
  readonly state: State;
  /** What was seen, or why not, in a few words. */
  readonly found: string;
  /** Seconds that it took. */
  readonly seconds: number;
}

/** All findings in one browser. */
export interface Column {
  readonly title: string;
  /** The browser's own name and version, if it started. */
  readonly version?: string;
  readonly findings: readonly Finding[];
}

/** What a check works with. */
export interface Bench {
  readonly site: Site;
  readonly modules: ModulesSite;
  /** Opens a tab, which is closed when the check ends. */
  visit(): Promise<Person>;
  /** What the pictures and words of the check come to in Chromium. */
  reference(): Promise<Embedded>;
  /** What the browser's console has complained of so far. */
  readonly complaints: readonly string[];
}

/** Something that has to hold in every browser. */
export interface Check {
  /** What has to hold, in words. */
  readonly what: string;
  /** Whether the short form has it as well. */
  readonly isShort: boolean;
  /**
   * @returns What was found, in a few words, or that the browser has not got what it takes.
   * @throws Error that says what does not hold.
   */
  run(bench: Bench): Promise<string | Unavailable>;
}

/** A browser has not got what a check takes. */
export class Unavailable {
  /** @param reason Names the capability that was asked for. */
  constructor(readonly reason: string) {}
}

/** @throws Error with the message, unless something holds. */
export function must(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}
