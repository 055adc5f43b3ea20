import type { Person } from './person.ts';
import type { ModulesSite, Site } from './sites.ts';

/** Result of a check in one browser. */
export type State =
  /** It holds. */
  | 'passed'
  | 'failed'
  /** The browser lacks a required capability. */
  | 'not available'
  /** The check could not run: the browser is missing, or an earlier check failed. */
  | 'skipped';

/** Outcome of a check in one browser. */
export interface Finding {
  readonly what: string;
  readonly state: State;
  /** What was found, or the reason, in a few words. */
  readonly found: string;
  /** Duration in seconds. */
  readonly seconds: number;
}

/** Embeddings of length 1, with names. */
export interface Embedded {
  readonly embeddings: readonly { readonly name: string; readonly row: readonly number[] }[];
  /** Whether the browser has WebGL 2 in a worker. */
  readonly webgl2: boolean;
}

/** All findings in one browser. */
export interface Column {
  readonly title: string;
  /** The browser's own name and version, if it started. */
  readonly version?: string;
  readonly findings: readonly Finding[];
}

/** Inputs of a check. */
export interface Bench {
  readonly site: Site;
  readonly modules: ModulesSite;
  /** Opens a tab, which is closed when the check ends. */
  visit(): Promise<Person>;
  /** Chromium's embeddings of the check's images and texts. */
  reference(): Promise<Embedded>;
  /** Errors and warnings in the browser's console so far. */
  readonly complaints: readonly string[];
}

/** Something that has to hold in every browser. */
export interface Check {
  /** What has to hold, in words. */
  readonly what: string;
  /** Whether the short form includes it. */
  readonly isShort: boolean;
  /**
   * @returns The finding in a few words, or that the browser lacks a required capability.
   * @throws Error that says what does not hold.
   */
  run(bench: Bench): Promise<string | Unavailable>;
}

/** The browser lacks a capability that a check requires. */
export class Unavailable {
  /** @param reason Names the missing capability. */
  constructor(readonly reason: string) {}
}

/** @throws Error with the message if a condition does not hold. */
export function must(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}
