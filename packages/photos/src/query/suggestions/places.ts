import { MONTHS, SEASONS } from '../period-names.ts';
import type { NamedPlace, PlaceNames } from '../place-names.ts';
import { type Candidate, spanOf, wholeWords } from './candidate.ts';

/** A name begins with a capital letter, has up to three words, and may be hyphenated. */
const NAME =
  "(?<name>\\p{Lu}[\\p{L}'’.-]+(?: (?:(?:de|la|le|les|del|am|an der|sur|of|upon) )?\\p{Lu}[\\p{L}'’.-]+){0,2})";

/** In these three languages. After an article stands the name of a region or a country, but of few cities. */
const PATTERNS: readonly (readonly [pattern: string, isNear: boolean, hasArticle: boolean])[] = [
  [
    `(?:[Nn]ear|[Cc]lose to|[Aa]round|[Bb]ei|[Nn]ahe(?: bei)?|[Pp]rès d(?:e |['’])|[Aa]utour d(?:e |['’]))\\s?${NAME}`,
    true,
    false,
  ],
  [`(?:[Ii]n|[Aa]t|[Ff]rom|[Aa]us|[Àà]|[Ee]n) ${NAME}`, false, false],
  [`(?:[Ii]n (?:der|den|the)|[Ii]m|[Aa]us (?:dem|der)|[Aa]ux?|[Dd]ans (?:les?|la)) ${NAME}`, false, true],
];

/** Villages have the names of all sorts of things. */
const LEAST_POPULATION = 10_000;

const SOURCES = PATTERNS.map(
  ([pattern, isNear, hasArticle]) => [new RegExp(wholeWords(pattern), 'gud'), isNear, hasArticle] as const,
);

/**
 * Finds the places that a sentence names, after a preposition and with a capital letter.
 *
 * @throws What the gazetteer throws.
 */
export async function places(text: string, { find }: PlaceNames): Promise<Candidate[]> {
  const found = await Promise.all(
    SOURCES.flatMap(([pattern, isNear, hasArticle]) =>
      Array.from(text.matchAll(pattern), async (match): Promise<Candidate[]> => {
        const [start] = spanOf(match, 'name');
        const name = await known(match.groups?.name ?? '', find);
        if (!name || (hasArticle && name.kind === 'city')) return [];
        const filter = isNear || name.kind === 'city' ? { near: name.text } : { place: name.text };
        return [{ start: match.index, end: start + name.text.length, add: { filter } }];
      }),
    ),
  );
  return found.flat();
}

/** @returns The longest beginning of the words that is the name of a place. */
async function known(
  words: string,
  find: PlaceNames['find'],
): Promise<{ text: string; kind: NamedPlace['kind'] } | undefined> {
  const parts = words.split(' ');
  for (let count = parts.length; count > 0; count--) {
    const text = parts
      .slice(0, count)
      .join(' ')
      .replace(/[.'’-]+$/, '');
    const lower = text.toLowerCase();
    if (MONTHS.has(lower) || SEASONS.has(lower)) continue;
    const [place] = await find(text);
    if (place && (place.kind !== 'city' || place.population >= LEAST_POPULATION))
      return { text, kind: place.kind };
  }
  return undefined;
}
