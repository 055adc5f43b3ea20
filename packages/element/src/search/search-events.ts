import type { Query } from '@web-clip/photos';
import type { Match } from './match.ts';

/** The photos shown, and why. */
export interface SearchResults {
  /**
   * What was searched for: a text with all that the box says; an image, a photo or an embedding if that is all; an empty
   * text if all photos are shown.
   */
  readonly query: Query;
  /** Best first. All photos, newest first, have no score. */
  readonly hits: readonly Match[];
}

/** Events of a search. */
export interface SearchEvents {
  /** The user started another search. */
  began(): void;
  /** The matches are new or updated. */
  answered(results: SearchResults): void;
  failed(error: unknown): void;
}
