import { type DayRange, dayOf, daysLater, monthsRange, readRange, yearRange } from './days.ts';
import { MONTHS, NUMBERS, SEASONS, SPANS } from './period-names.ts';
import { folded } from './words.ts';

/** A period that is named in a text. */
export interface Period {
  /** Where its name begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  readonly range: DayRange;
  /** Set if it is only a number, which could mean something else. */
  readonly isNumber?: true;
}

/** The parts of a pattern that a text has, by the names that they have in {@link PARTS}. */
type Parts = Readonly<Partial<Record<string, string>>>;

const either = (names: Iterable<string>): string => [...names].sort((a, b) => b.length - a.length).join('|');

/** What `<name>` stands for in a pattern. */
const PARTS: Readonly<Record<string, string>> = {
  year: '(?:18|19|20)\\d\\d',
  last: '(?:18|19|20)\\d\\d',
  day: '\\d{1,2}',
  month: either(MONTHS.keys()),
  season: either(SEASONS.keys()),
  span: either(SPANS.keys()),
  count: `\\d{1,2}|${either(NUMBERS.keys())}`,
};

/** Patterns in the languages together, and what each means. The first that matches at a place wins. */
const PATTERNS: readonly (readonly [
  pattern: string,
  (parts: Parts, today: string) => DayRange | undefined,
])[] = [
  ['<date>', ({ date = '' }) => readRange(date)],
  ['<day>\\.\\s?<number>\\.\\s?<year>', ({ day, number, year }) => readRange(`${year}-${number}-${day}`)],
  [
    '<day>(?:st|nd|rd|th|er|\\.)? (?:of |de )?<month>\\.?,? <year>',
    ({ day, month, year }) => readRange(`${year}-${monthNumber(month)}-${day}`),
  ],
  [
    '<month>\\.? <day>(?:st|nd|rd|th)?,? <year>',
    ({ day, month, year }) => readRange(`${year}-${monthNumber(month)}-${day}`),
  ],
  ['<month>\\.?,? (?:of |de )?<year>', ({ month, year }) => monthsRange(Number(year), monthNumber(month), 1)],
  [
    '<season> (?:of |de )?<year>(?:/\\d\\d(?:\\d\\d)?)?',
    ({ season, year, text = '' }) => seasonRange(season, Number(year) + (text.includes('/') ? 1 : 0)),
  ],
  [
    '(?:(?:between|from|zwischen|von|entre|de) )?<year> ?(?:-|–|\\.\\.|and|to|bis|und|a|et) ?<last>',
    ({ year, last }) => readRange(`${year}..${last}`),
  ],
  ['(?:since|seit|depuis) <year>', ({ year }) => ({ from: dayOf(Number(year), 1, 1) })],
  ['(?:before|vor|avant) <year>', ({ year }) => ({ to: dayOf(Number(year), 1, 0) })],
  ['(?:after|nach|apres) <year>', ({ year }) => ({ from: dayOf(Number(year) + 1, 1, 1) })],
  [
    '(?:last|(?:letzte|vergangene)[nrsm]?) <season>',
    ({ season }, today) => latest(today, true, (year) => seasonRange(season, year)),
  ],
  ['<season> dernier', ({ season }, today) => latest(today, true, (year) => seasonRange(season, year))],
  [
    '(?:this|diese[nrsm]?|cet) <season>',
    ({ season }, today) => latest(today, false, (year) => seasonRange(season, year)),
  ],
  [
    '(?:last|(?:letzte|vergangene)[nrsm]?) <month>',
    ({ month }, today) => latest(today, true, (year) => monthsRange(year, monthNumber(month), 1)),
  ],
  [
    '<month> dernier',
    ({ month }, today) => latest(today, true, (year) => monthsRange(year, monthNumber(month), 1)),
  ],
  ['(?:last|(?:letzte|vergangene)[nrsm]?) <span>', ({ span }, today) => spanRange(span, today, -1)],
  ['<span> (?:dernier|derniere|passee?)', ({ span }, today) => spanRange(span, today, -1)],
  ['(?:this|diese[nrsm]?|cett?e?) <span>', ({ span }, today) => spanRange(span, today, 0)],
  ['<count> years? ago', yearsAgo],
  ['vor <count> jahr(?:en)?', yearsAgo],
  ['il y a <count> ans?', yearsAgo],
  ['yesterday|gestern', (_, today) => ({ from: daysLater(today, -1), to: daysLater(today, -1) })],
  ["today|heute|aujourd['’]hui", (_, today) => ({ from: today, to: today })],
];

/** A date that is only digits. */
const DATE = '(?:18|19|20)\\d\\d-\\d\\d(?:-\\d\\d)?';

const SOURCES: readonly RegExp[] = PATTERNS.map(([pattern]) =>
  standingAlone(
    pattern.replace(/<(\w+)>/g, (_, name: string) => {
      const source = name === 'date' ? DATE : name === 'number' ? PARTS.day : PARTS[name];
      return `(?<${name}>${source})`;
    }),
  ),
);

const YEAR = standingAlone(PARTS.year as string);

function standingAlone(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}]|['’]s)`, 'gu');
}

/**
 * Finds the periods that a text names in English, German or French, such as `July 2019`, `letzten Sommer` or
 * `il y a 3 ans`.
 *
 * @param now The current time, in milliseconds since the epoch. Days are those of this device’s time zone.
 * @returns In their order. They do not overlap. Seasons are those of the northern half of the Earth; a winter has the year
 *   of its January.
 */
export function findPeriods(text: string, now: number): Period[] {
  const plain = folded(text);
  const today = localDay(now);
  const found: Period[] = [];
  const isFree = (start: number, end: number): boolean =>
    found.every((other) => end <= other.start || start >= other.end);
  SOURCES.forEach((source, i) => {
    for (const match of plain.matchAll(source)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const range = PATTERNS[i]?.[1]({ ...match.groups, text: match[0] }, today);
      if (range && isFree(start, end)) found.push({ start, end, range });
    }
  });
  for (const match of plain.matchAll(YEAR)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (isFree(start, end)) found.push({ start, end, range: yearRange(Number(match[0])), isNumber: true });
  }
  return found.sort((a, b) => a.start - b.start);
}

/**
 * Reads a text that is nothing but a period: one that {@link findPeriods} finds, a range such as `2019..2021`, or a month
 * or season without a year, which is the latest one that has begun.
 */
export function readPeriod(text: string, now: number): DayRange | undefined {
  const written = text.trim();
  const range = readRange(written);
  if (range) return range;
  const [period] = findPeriods(written, now);
  if (period?.start === 0 && period.end === written.length) return period.range;
  const name = folded(written);
  const today = localDay(now);
  if (MONTHS.has(name)) return latest(today, false, (year) => monthsRange(year, monthNumber(name), 1));
  if (SEASONS.has(name)) return latest(today, false, (year) => seasonRange(name, year));
  return undefined;
}

const monthNumber = (name = ''): number => MONTHS.get(name) ?? 0;

/** @param year For a winter, the year of its January. */
function seasonRange(name = '', year: number): Required<DayRange> {
  const first = SEASONS.get(name) ?? 0;
  return monthsRange(first === 12 ? year - 1 : year, first, 3);
}

/** @returns The latest of yearly periods that has begun, or, if `isOver`, that has ended. */
function latest(
  today: string,
  isOver: boolean,
  inYear: (year: number) => Required<DayRange>,
): Required<DayRange> {
  let year = Number(today.slice(0, 4)) + 1;
  for (;;) {
    const range = inYear(year--);
    if ((isOver ? range.to : range.from) < today || (!isOver && range.from === today)) return range;
  }
}

/** @param ago 0 for the one that is running, -1 for the one before. */
function spanRange(name = '', today: string, ago: number): DayRange {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const span = SPANS.get(name);
  if (span === 'year') return yearRange(year + ago);
  if (span === 'month') return monthsRange(year, month + ago, 1);
  const weekday = (new Date(today).getUTCDay() + 6) % 7;
  const monday = daysLater(today, 7 * ago - weekday);
  return { from: span === 'weekend' ? daysLater(monday, 5) : monday, to: daysLater(monday, 6) };
}

function yearsAgo({ count = '' }: Parts, today: string): DayRange {
  return yearRange(Number(today.slice(0, 4)) - (NUMBERS.get(count) ?? Number(count)));
}

function localDay(now: number): string {
  const date = new Date(now);
  return dayOf(date.getFullYear(), date.getMonth() + 1, date.getDate());
}
