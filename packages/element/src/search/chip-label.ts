import { type Filter, printRange, type RatingRange } from '@web-clip/photos';
import type { Strings } from '../i18n/strings.ts';
import type { ChipContent } from './box-query.ts';

/** @returns What a chip says, in words. */
export function chipLabel(strings: Strings, content: ChipContent): string {
  if ('filter' in content) {
    const label = filterLabel(strings, content.filter);
    return content.filter.not ? strings.except(label) : label;
  }
  const { label, weight = 1 } =
    'example' in content
      ? { label: content.example.label(strings), ...weightOf(content.weight) }
      : { label: termLabel(strings, content.term), ...weightOf(content.term.weight) };
  if (weight === -1) return strings.without(label);
  return weight === 1 ? label : strings.weighted(weight, label);
}

const weightOf = (weight: number | undefined): { weight?: number } =>
  weight === undefined ? {} : { weight };

function termLabel(strings: Strings, term: Extract<ChipContent, { term: unknown }>['term']): string {
  return 'text' in term ? term.text : strings.anyOf(term.anyOf.map(({ text }) => text));
}

/** @returns What a filter says, in words, without its minus. */
export function filterLabel(strings: Strings, filter: Filter): string {
  if ('taken' in filter) return periodLabel(strings, filter);
  if ('near' in filter) {
    const { near, km } = filter;
    const place =
      typeof near === 'string' ? near : `${near.latitude.toFixed(2)}, ${near.longitude.toFixed(2)}`;
    return strings.nearPlace(place, km);
  }
  if ('place' in filter) return filter.place;
  if ('camera' in filter) return filter.camera;
  if ('lens' in filter) return filter.lens;
  if ('is' in filter) return strings.photoKind(filter.is);
  if ('rating' in filter) return ratingLabel(filter.rating);
  if ('label' in filter) return strings.labelled(filter.label);
  if ('album' in filter) return strings.inAlbum(filter.album);
  if ('group' in filter) return strings.inGroup(filter.group);
  if ('folder' in filter) return strings.inFolder(filter.folder);
  return filter.type.toUpperCase();
}

/** Stars are the same in every language. */
function ratingLabel({ from, to }: RatingRange): string {
  if (from === to) return `${from} ★`;
  if (from === undefined) return `≤ ${to} ★`;
  return to === undefined ? `≥ ${from} ★` : `${from}–${to} ★`;
}

const PRECISIONS = { 4: 'year', 7: 'month', 10: 'day' } as const;

/** The shortest form of a range says how precise it is: `2019`, `2019-07..2019-08`. */
function periodLabel(strings: Strings, { taken }: Extract<Filter, { taken: unknown }>): string {
  const written = printRange(taken);
  const [first, last = first] = written.split('..').map((day) => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    const noon = new Date(2000, month - 1, date, 12);
    noon.setFullYear(year, month - 1, date);
    return day && strings.partOfDate(noon.getTime(), PRECISIONS[day.length as 4 | 7 | 10]);
  });
  if (!first) return strings.until(last ?? '');
  if (!last) return strings.since(first);
  return first === last ? first : strings.range(first, last);
}
