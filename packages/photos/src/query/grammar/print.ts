import { printRange } from '../days.ts';
import { type Filter, NEAR_KM, type RatingRange } from '../filter.ts';
import { parseQuery } from './parse.ts';
import type { QueryParts, QueryTerm } from './query.ts';

/**
 * Writes a query as the text that {@link parseQuery} reads: the terms first, and keywords in English. Periods become
 * dates, so that the text means the same next year.
 */
export function printQuery({ terms, filters }: QueryParts): string {
  const parts = terms.map((term, i) =>
    i > 0 && !isSingleWord(term) ? `+ ${printTerm(term)}` : printTerm(term),
  );
  return [...parts, ...filters.map(printFilter)].filter((part) => part !== '').join(' ');
}

/** Whether a term is written as one token with a dash before it, which belongs to no phrase. */
const isSingleWord = (term: QueryTerm): boolean => term.weight === -1 && !('anyOf' in term);

/** @returns One term as the box writes it. */
export function printTerm(term: QueryTerm): string {
  const { weight = 1 } = term;
  if ('photo' in term && weight === -1) return `-photo:${term.photo}`;
  if ('text' in term && weight === -1) return unquotedIf(`-${term.text}`, term) ?? `-${quoted(term.text)}`;
  const sign = weight === 1 ? '' : `${Number(weight.toFixed(2))}*`;
  if ('photo' in term) return `${sign}photo:${term.photo}`;
  if ('text' in term) return unquotedIf(`${sign}${term.text}`, term) ?? `${sign}${quoted(term.text)}`;
  return `${sign}${term.anyOf.map(({ text }) => unquotedIf(text, { text }) ?? quoted(text)).join(' | ')}`;
}

/** @returns One filter as the box writes it. */
export function printFilter(filter: Filter): string {
  const sign = filter.not ? '-' : '';
  if ('taken' in filter) {
    const range = printRange(filter.taken);
    return `${sign}${range.includes('..') ? '' : 'in:'}${range}`;
  }
  if ('near' in filter) {
    const { near, km = NEAR_KM } = filter;
    const place = typeof near === 'string' ? near : `${decimal(near.latitude)},${decimal(near.longitude)}`;
    return `${sign}near:${written(km === NEAR_KM ? place : `${place}, ${decimal(km)} km`)}`;
  }
  if ('rating' in filter) return `${sign}rating:${printRating(filter.rating)}`;
  for (const [keyword, value] of Object.entries(filter)) {
    if (keyword !== 'not') return `${sign}${keyword}:${written(String(value))}`;
  }
  return '';
}

const printRating = ({ from, to }: RatingRange): string =>
  from === to ? String(from) : `${from ?? ''}..${to ?? ''}`;

/** Numbers without an exponent. A sixth decimal of a degree is 10 cm. */
const decimal = (value: number): string => String(Number(value.toFixed(6)));

/** A value with anything that could end it is quoted. */
const written = (value: string): string => (/^[^\s|"“”„«»\\]+$/.test(value) ? value : quoted(value));

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** @returns The written term, if it is read as just that. */
function unquotedIf(written: string, term: QueryTerm): string | undefined {
  const { terms, filters, problems } = parseQuery(written);
  const [read] = terms;
  if (terms.length !== 1 || !read || !('text' in read) || !('text' in term)) return undefined;
  const isSame = read.text === term.text && (read.weight ?? 1) === (term.weight ?? 1);
  return isSame && filters.length + problems.length === 0 ? written : undefined;
}
