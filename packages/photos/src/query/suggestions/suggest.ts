import type { PlaceNames } from '../place-names.ts';
import { folded } from '../words.ts';
import { cameras } from './cameras.ts';
import type { Candidate } from './candidate.ts';
import { dates } from './dates.ts';
import { kinds } from './kinds.ts';
import { negations } from './negations.ts';
import { places } from './places.ts';

/** An offer to say a part of a sentence as a filter, or as a term of its own. */
export interface Suggestion {
  /** What would become of the words. */
  readonly add: Candidate['add'];
  /** The words that it would replace. */
  readonly text: string;
  /** The sentence without them. */
  readonly rest: string;
}

/** What suggestions need besides the sentence. */
export interface SuggestionContext {
  /** The current time, in milliseconds since the epoch. */
  readonly now: number;
  /** Without it, no places are suggested. */
  readonly placeNames?: PlaceNames | undefined;
}

/**
 * Finds what a sentence in English, German or French says that models do not see in photos: what must not be in them, and
 * when, where and how they were taken. It is only to be offered, because it may be meant otherwise.
 *
 * @param text The words of one term, without filters.
 * @returns In the order of the sentence. They do not overlap.
 * @throws What the gazetteer throws.
 */
export async function suggest(text: string, { now, placeNames }: SuggestionContext): Promise<Suggestion[]> {
  const plain = folded(text);
  const candidates = [
    ...negations(text, plain),
    ...dates(text, plain, now),
    ...cameras(text, plain),
    ...kinds(text, plain),
    ...(placeNames ? await places(text, placeNames) : []),
  ];
  const chosen: Candidate[] = [];
  for (const candidate of candidates) {
    const isFree = chosen.every(({ start, end }) => candidate.end <= start || candidate.start >= end);
    if (isFree) chosen.push(candidate);
  }
  return chosen
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, add }) => {
      const from = start - (LEADING.exec(plain.slice(0, start))?.[0].length ?? 0);
      const to = end + (TRAILING.exec(plain.slice(end))?.[0].length ?? 0);
      return {
        add,
        text: text.slice(from, to).trim(),
        rest: tidy(`${text.slice(0, from)} ${text.slice(to)}`),
      };
    });
}

/** What leads to the words and means nothing without them. */
const LEADING =
  /(?<![\p{L}\p{N}'’])(?:(?:(?:and|und|et|taken|shot|year|jahre?|annee|aufgenommen|prise?s?|in|from|of|on|during|as|the|my|im|in|am|vom|von|aus|als|der|dem|den|das|meine[mnrs]?|au|aux|en|de|du|des|dans|le|la|les|pendant|mon|mes)\s+)|[dl]['’]\s?)+$/u;

/** What follows the words, and leads from them to others. */
const TRAILING = /^\s+(?:of|von|vom|de|du|des)(?=\s)/;

/** A rest that only says that photos are meant. */
const ONLY_PHOTOS =
  /^(?:(?:all|my|the|some|alle|meine|die|toutes|mes|les|des)\s+)*(?:photos?|pictures?|images?|pics|bilder|fotos?|aufnahmen)$/iu;

function tidy(rest: string): string {
  const spaced = rest
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;!?])/g, '$1')
    .replace(/,+/g, ',')
    .replace(/^[\s,.;]+|[\s,;]+$/g, '');
  return ONLY_PHOTOS.test(spaced) ? '' : spaced;
}
