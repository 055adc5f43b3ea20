/** Calendar days, both inclusive, as `YYYY-MM-DD`. A missing end is open. */
export interface DayRange {
  /** The first day. */
  readonly from?: string;
  /** The last day. */
  readonly to?: string;
}

const MS_A_DAY = 86_400_000;

/** @returns `YYYY-MM-DD`. Months and days beyond their range roll over: month 13 is the next January, day 0 the day before. */
export function dayOf(year: number, month: number, day: number): string {
  // Date.UTC takes years below 100 for those of the last century.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.toISOString().slice(0, 10);
}

/** @returns The day that is so many days later. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(day) + days * MS_A_DAY).toISOString().slice(0, 10);
}

/** @returns The whole year. */
export const yearRange = (year: number): Required<DayRange> => monthsRange(year, 1, 12);

/**
 * @param year Four digits.
 * @param first The first month; January is 1.
 * @param count Number of months, also beyond the end of the year.
 */
export const monthsRange = (year: number, first: number, count: number): Required<DayRange> => ({
  from: dayOf(year, first, 1),
  to: dayOf(year, first + count, 0),
});

const WRITTEN = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/**
 * Reads `2019`, `2019-07` or `2019-07-14`.
 *
 * @returns All days of that year or month, or that day; undefined if there is no such day.
 */
export function readDays(text: string): Required<DayRange> | undefined {
  const match = WRITTEN.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (!year) return undefined;
  if (month === undefined) return yearRange(year);
  if (month < 1 || month > 12) return undefined;
  if (day === undefined) return monthsRange(year, month, 1);
  const written = dayOf(year, month, day);
  // The 31st of June would roll over.
  if (day < 1 || Number(written.slice(8)) !== day) return undefined;
  return { from: written, to: written };
}

/**
 * Writes a range in its shortest form, which `parseQuery` reads after `in:`: `2019`, `2019-07`, `2019..2021`,
 * `2019-07-14..2019-08-02`, `2019..`, `..2021`.
 */
export function printRange({ from, to }: DayRange): string {
  const [days, single] = from && to ? [[from, to], true] : [[from ?? to ?? ''], false];
  // The longest period that both ends allow, so that a year is not printed as two days.
  const unit = [4, 7].find(
    (length) =>
      (!from || readDays(from.slice(0, length))?.from === from) &&
      (!to || readDays(to.slice(0, length))?.to === to),
  );
  const [first = '', last = first] = days.map((day) => day.slice(0, unit));
  if (!single) return from ? `${first}..` : `..${first}`;
  return first === last ? first : `${first}..${last}`;
}

/**
 * Reads what {@link printRange} writes.
 *
 * @returns Undefined if it is no range, or if its end is before its beginning.
 */
export function readRange(text: string): DayRange | undefined {
  const parts = text.split('..');
  if (parts.length === 1) return readDays(text);
  const [first = '', last = ''] = parts;
  if (parts.length > 2 || (first === '' && last === '')) return undefined;
  const from = first === '' ? {} : readDays(first) && { from: readDays(first)?.from as string };
  const to = last === '' ? {} : readDays(last) && { to: readDays(last)?.to as string };
  if (!from || !to) return undefined;
  const range: DayRange = { ...from, ...to };
  return range.from && range.to && range.to < range.from ? undefined : range;
}
