import { type CallControls, type Engine, throwIfAborted } from '@web-clip/clip/internal';
import type { Matrix } from '@web-clip/vectors';
import { loadGazetteer } from '../places/load-gazetteer.ts';
import type { DayRange } from '../query/days.ts';
import { printQuery } from '../query/grammar/print.ts';
import type { PhotoRecord } from '../store/records.ts';
import { queryOf } from './edited-groups.ts';
import { daysOf, eventName, placeOfEvent } from './event-names.ts';
import { type DatedPhoto, type Event, findEvents } from './events.ts';
import type { NamedGroup, NamedGroupsProgress } from './named-group.ts';
import { termGroups } from './term-groups.ts';
import { type TermHits, termHits } from './term-hits.ts';
import { VOCABULARY } from './vocabulary.ts';
import { vocabularyEmbeddings } from './vocabulary-embeddings.ts';

/** What groups are found in. */
export interface GroupedLibrary {
  /** The readable photos that are not hidden. */
  photos: readonly PhotoRecord[];
  matrix: Matrix;
  engine: Pick<Engine, 'embedTexts' | 'info' | 'spec'>;
}

/** A word that more than this share of a library fits says too little, unless the library is small. */
const MOST_SHARE = 0.3;

/** Photos that a library’s usual cosines are measured with. */
const SAMPLE = 512;

/** Photos of a small library. */
const SMALL = 40;

/** Share of an event's photos that must fit a word that names it, and their number. */
const [NAMING_SHARE, FEWEST_NAMING] = [0.4, 4];

/** Log odds from which a photo fits in some nine of ten cases: a wrong name is worse than none. */
const CERTAIN = 2;

/** Facets of the words that name events. */
const EVENT_FACETS: ReadonlySet<string> = new Set(['event', 'sport']);

/** Groups that are found, in any language. */
export interface FoundGroups {
  terms: TermHits[];
  events: { event: Event; days: Required<DayRange>; term: string | undefined }[];
}

/**
 * Finds the things, scenes and events of a library.
 *
 * Each word of the vocabulary is looked for as a search for it would. Its photos are those that are likely to fit by the
 * model's calibration (see `query/strength.ts`) and that no other words fit better. Events are photos with gaps of time or
 * place around them, as in Platt et al., PhotoTOC (2003).
 *
 * @param language BCP 47 tag for the names of places.
 * @throws ClipError `download-failed`, what embedding a text throws, or the signal's reason.
 */
export async function findGroups(
  { photos, matrix, engine }: GroupedLibrary,
  language: string,
  controls: CallControls<NamedGroupsProgress>,
): Promise<FoundGroups> {
  const { signal, onProgress } = controls;
  const rows = await vocabularyEmbeddings(VOCABULARY, engine, controls);
  const shown = new Set(photos.map(({ id }) => id));
  const hits = await termHits(VOCABULARY, rows, {
    matrix,
    sample: sampleOf(photos),
    relevance: engine.spec.relevance,
    most: Math.max(SMALL, Math.ceil(MOST_SHARE * matrix.size)),
    signal,
    onProgress: (done) => onProgress?.({ phase: 'searching', done, total: VOCABULARY.length }),
  });
  const shownHits = hits.map(({ ids, odds, ...term }) => ({
    ...term,
    ids: ids.filter((id) => shown.has(id)),
    odds: odds.filter((_, i) => shown.has(ids[i] as number)),
  }));
  const dated = photos.flatMap(({ id, taken, takenPrecision, location }): DatedPhoto[] =>
    taken === undefined || takenPrecision === 'month' || takenPrecision === 'year'
      ? []
      : [{ id, taken, ...(location && { location }) }],
  );
  const gazetteer = dated.some(({ location }) => location) ? await loadGazetteer() : undefined;
  throwIfAborted(signal);
  const events = findEvents(dated, (point) => gazetteer?.placeAt(point, language));
  const naming = shownHits
    .filter(({ facet }) => EVENT_FACETS.has(facet))
    .map(({ term, ids, odds }) => ({
      term,
      ids: new Set(ids.filter((_, i) => (odds[i] as number) >= CERTAIN)),
    }));
  return {
    terms: termGroups(shownHits),
    events: events.map((event) => ({
      event,
      days: daysOf(event.photos),
      term: termOf(event, naming),
    })),
  };
}

/** @returns Photos that stand for the library. Hashes are random, so that new photos hardly change the sample. */
const sampleOf = (photos: readonly PhotoRecord[]): number[] =>
  [...photos]
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .slice(0, SAMPLE)
    .map(({ id }) => id);

/** @returns The word that most photos of an event fit. */
function termOf(
  { photos }: Event,
  naming: readonly { term: string; ids: ReadonlySet<number> }[],
): string | undefined {
  let best: { term: string; count: number } | undefined;
  for (const { term, ids } of naming) {
    const count = photos.reduce((sum, { id }) => sum + (ids.has(id) ? 1 : 0), 0);
    if (count < Math.max(FEWEST_NAMING, NAMING_SHARE * photos.length)) continue;
    if (count > (best?.count ?? 0)) best = { term, count };
  }
  return best?.term;
}

/**
 * Describes groups that were found.
 *
 * @param language BCP 47 tag for dates.
 */
export function describedGroups({ terms, events }: FoundGroups, language: string): NamedGroup[] {
  const things = terms.map(
    ({ term, ids }): NamedGroup => ({
      ...{ id: term, kind: 'thing', name: term, renamed: false, pinned: false, terms: [term] },
      ...{ photos: ids, cover: ids[0] as number, query: queryOf([term]) },
    }),
  );
  const ids = new Map<string, number>();
  // The oldest first, so that later events do not change the ids of earlier ones.
  const described = events.toReversed().map(({ event, days, term }): NamedGroup => {
    const place = placeOfEvent(event);
    const base = `event:${days.from}${place ? `/${place.city ?? place.region ?? place.country}` : ''}`;
    const count = (ids.get(base) ?? 0) + 1;
    ids.set(base, count);
    const photos = event.photos.map(({ id }) => id);
    const name = eventName(place ?? {}, days, term, language);
    const overlaps = events.some(
      (other) => other.event !== event && other.days.from <= days.to && other.days.to >= days.from,
    );
    return {
      ...{ id: count > 1 ? `${base}/${count}` : base, kind: 'event', renamed: false, pinned: false },
      name,
      ...(place && { place }),
      ...{ days, terms: term === undefined ? [] : [term], photos },
      cover: photos[Math.floor(photos.length / 2)] as number,
      query: printQuery({ terms: [], filters: [overlaps ? { group: name } : { taken: days }] }),
    };
  });
  return [...things, ...described.reverse()];
}
