import type { ImageInput } from '@web-clip/clip';
import {
  CALL_RULES,
  checkOptions,
  described,
  FLAG,
  invalid,
  type OptionRules,
} from '@web-clip/clip/internal';
import type { PhotoHit } from '../photo.ts';
import { checkFilters } from './check-filters.ts';
import { checkKeys } from './check-keys.ts';
import type { Filter } from './filter.ts';

/**
 * What a term looks for: words, an image, a photo of the library by its id, or an embedding of the library’s model, which
 * need not have length 1.
 */
export type TermSubject =
  | { text: string }
  | { image: ImageInput }
  | { photo: number }
  | { embedding: Float32Array };

/** One part of a query. `anyOf` is met by whichever of its subjects fits best. */
export type Term = (TermSubject | { anyOf: readonly TermSubject[] }) & {
  /** How much the term counts beside others. A negative one means “without”. 0 leaves it out. Default: 1. */
  weight?: number;
};

/** A query of several terms, with its options. */
export interface SearchRequest {
  /**
   * What to look for. Each term is compared with the photos on its own. Several terms are then added as standard scores:
   * in deviations above the library’s mean. Images and photos count together, as the mean of their embeddings. Without
   * terms, all photos are hits, newest first.
   */
  terms: readonly Term[];
  /** What a photo must be to be a hit: all of these. The scores do not depend on them. Default: none. */
  filters?: readonly Filter[];
  /** Whether to return only photos that are likely to fit, if that is known. Default: false. */
  cutoff?: boolean;
  /**
   * Order of the hits. `relevance`: best first. `date`: newest first, but the likely ones before the others. Default:
   * `relevance`.
   */
  sort?: 'relevance' | 'date';
  /** Maximum number of hits, at least 1. The best are taken, whatever their order. Default: 100. */
  limit?: number;
  /** Aborts the search. */
  signal?: AbortSignal;
}

/** Result of a search with a {@link SearchRequest}. */
export interface SearchResult {
  /** Whether some hit is likely to fit. Undefined if that is not known. */
  fits: boolean | undefined;
  /** The hits. */
  hits: readonly PhotoHit[];
  /** Index of the first hit that is less likely to fit; the number of hits if there is none. */
  likely: number;
  /** Number of photos that were searched. */
  total: number;
}

/** What the worker gets of a {@link TermSubject}: images are embedded. */
export type PostedSubject = { text: string } | { photo: number } | { embedding: Float32Array };

/** A term for the worker. A plain one has one subject. */
export interface PostedTerm {
  weight: number;
  anyOf: readonly PostedSubject[];
}

/** The rest of a {@link SearchRequest}, for the worker. */
export type PostedOptions = Required<Pick<SearchRequest, 'filters' | 'cutoff' | 'sort' | 'limit'>>;

const REQUEST_RULES: OptionRules<SearchRequest> = {
  terms: { what: 'an array of terms such as { text: "a dog" }', fits: Array.isArray },
  filters: { what: 'an array of filters such as { is: "portrait" }', fits: Array.isArray },
  cutoff: FLAG,
  sort: { what: 'relevance or date', fits: (value) => value === 'relevance' || value === 'date' },
  limit: { what: 'a number of at least 1', fits: (value) => typeof value === 'number' && value >= 1 },
  signal: CALL_RULES.signal,
};

const SUBJECTS = ['text', 'image', 'photo', 'embedding'] as const;

/**
 * Checks a request.
 *
 * @param request Anything that was given.
 * @throws ClipError `invalid-argument`.
 */
export function checkRequest(request: SearchRequest): void {
  checkOptions('search()', request, REQUEST_RULES);
  checkFilters(request.filters ?? []);
  for (const [i, term] of Array.from(request.terms).entries()) {
    const name = `Term ${i} of search()`;
    checkKeys(name, term, [...SUBJECTS, 'anyOf'], ['weight']);
    if (!('anyOf' in term)) checkSubject(name, term);
    else if (!Array.isArray(term.anyOf) || term.anyOf.length === 0) {
      throw invalid(`${name} needs at least one subject in “anyOf”, but got ${described(term.anyOf)}.`);
    } else {
      for (const [j, subject] of term.anyOf.entries()) {
        const inner = `Subject ${j} of term ${i} of search()`;
        checkKeys(inner, subject, SUBJECTS, []);
        checkSubject(inner, subject);
      }
    }
    if (term.weight !== undefined && !Number.isFinite(term.weight)) {
      throw invalid(
        `The weight of term ${i} of search() must be a finite number, but is ${described(term.weight)}.`,
      );
    }
  }
}

function checkSubject(name: string, subject: TermSubject): void {
  if ('text' in subject && !(typeof subject.text === 'string' && subject.text.trim() !== '')) {
    throw invalid(`The text of ${lower(name)} must have words, but is ${described(subject.text)}.`);
  }
  if ('photo' in subject && !Number.isInteger(subject.photo)) {
    throw invalid(
      `The photo of ${lower(name)} must be the id of a photo, but is ${described(subject.photo)}.`,
    );
  }
  if ('embedding' in subject && !(subject.embedding instanceof Float32Array)) {
    throw invalid(
      `The embedding of ${lower(name)} must be a Float32Array, but is ${described(subject.embedding)}. Use Float32Array.from().`,
    );
  }
}

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/**
 * Makes the terms that a worker gets.
 *
 * @param terms Checked terms.
 * @param embed Embeds images: one row for each, in order.
 */
export async function postedTerms(
  terms: readonly Term[],
  embed: (images: readonly ImageInput[]) => Promise<readonly Float32Array[]>,
): Promise<PostedTerm[]> {
  const counted = terms
    .filter(({ weight = 1 }) => weight !== 0)
    .map((term) => ({ weight: term.weight ?? 1, anyOf: 'anyOf' in term ? term.anyOf : [term] }));
  const images = counted.flatMap(({ anyOf }) =>
    anyOf.flatMap((each) => ('image' in each ? [each.image] : [])),
  );
  const rows = images.length > 0 ? [...(await embed(images))] : [];
  const posted = (subject: TermSubject): PostedSubject => {
    if ('text' in subject) return { text: subject.text };
    if ('photo' in subject) return { photo: subject.photo };
    // A row of many would be posted with all of them.
    return { embedding: ('image' in subject ? (rows.shift() as Float32Array) : subject.embedding).slice() };
  };
  return counted.map(({ weight, anyOf }) => ({ weight, anyOf: anyOf.map(posted) }));
}
