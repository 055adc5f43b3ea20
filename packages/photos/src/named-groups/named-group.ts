import type { Place } from '../places/place.ts';
import type { DayRange } from '../query/days.ts';

/** Photos that belong together, with a name. */
export interface NamedGroup {
  /**
   * Stays the same when photos come: that of a thing is its word, and that of an event its first day and place, or the one
   * under which it was renamed, pinned, merged or split off.
   */
  readonly id: string;
  /** `thing`: things and scenes that photos show. `event`: photos of some time and place. `chosen`: split off by hand. */
  readonly kind: 'thing' | 'event' | 'chosen';
  /** What a person called it, or else what the library does, such as `beach` or `Zermatt, February 2019`. */
  readonly name: string;
  /** Whether a person gave it its name. */
  readonly renamed: boolean;
  /** Whether a person pinned it: it comes first, and stays even if it has few photos. */
  readonly pinned: boolean;
  /** The words that it was found by; several if groups were merged. Of events, what most of their photos show, if anything. */
  readonly terms: readonly string[];
  /** Where its photos were taken, if it is an event. Of several cities, the region or country only. */
  readonly place?: Partial<Place>;
  /** The days of an event. */
  readonly days?: Required<DayRange>;
  /** Ids of its photos: those that fit best first, or those of an event in the order in which they were taken. */
  readonly photos: readonly number[];
  /** Id of the photo that stands for it. */
  readonly cover: number;
  /** A query for the search box that finds these photos. */
  readonly query: string;
}

/** Progress of `Library.namedGroups.list`. */
export interface NamedGroupsProgress {
  /** `reading`: the vocabulary is embedded, once per model. `searching`: its words are looked for. */
  phase: 'reading' | 'searching';
  /** Words so far. */
  done: number;
  /** In all. */
  total: number;
}
