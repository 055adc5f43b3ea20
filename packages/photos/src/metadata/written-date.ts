import type { DatePrecision } from '../photo.ts';

/** A date as somebody wrote it: what is not known is absent. Nothing says yet that there is such a day. */
export interface WrittenDate {
  year: number;
  /** 1..12 */
  month?: number;
  /** 1..31 */
  day?: number;
  time?: WrittenTime;
  /** Minutes east of UTC; absent where the clock showed local time. */
  zone?: number;
}

/** A time of the day. */
export interface WrittenTime {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** A moment, or the period that a date without a time leaves. */
export interface Moment {
  /** Milliseconds since the epoch; without a time of the day, noon of the first day, which is the same day in most zones. */
  at: number;
  precision?: DatePrecision;
}

/** The year of the first photograph. */
const FIRST_YEAR = 1826;

const MS_A_DAY = 86_400_000;

/** Midnight of these days is zero on some clock: that of the Macintosh, of Unix, and of FAT. */
const EPOCHS: ReadonlySet<string> = new Set(['1904-1-1', '1970-1-1', '1980-1-1']);

/**
 * Checks a date, and finds its moment. Without a zone its clock shows this device's local time.
 *
 * @param now Milliseconds since the epoch.
 * @returns Undefined for what is no day of the calendar, for the zero of a clock, for a time before there were
 *   photographs, and for one that is yet to come: it would stand before or behind all others for good. The
 *   dates that cameras begin with after a change of batteries stay: nothing tells them from true ones.
 */
export function momentOf(written: WrittenDate, now = Date.now()): Moment | undefined {
  const { year, month = 1, day = 1, time, zone } = written;
  const { hour, minute, second, millisecond } = time ?? NOON;
  const calendar = new Date(Date.UTC(year, month - 1, day));
  const isDay = calendar.getUTCMonth() === month - 1 && calendar.getUTCDate() === day;
  if (!isDay || year < FIRST_YEAR || hour > 23 || minute > 59 || second > 59) return undefined;
  const isZero = time && hour + minute + second + millisecond === 0 && EPOCHS.has(`${year}-${month}-${day}`);
  if (isZero) return undefined;
  const at =
    time && zone !== undefined
      ? Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - zone * 60_000
      : new Date(year, month - 1, day, hour, minute, second, millisecond).getTime();
  // Elsewhere it may be tomorrow already.
  if (at > now + MS_A_DAY) return undefined;
  if (time) return { at };
  return { at, precision: written.day ? 'day' : written.month ? 'month' : 'year' };
}

const NOON: WrittenTime = { hour: 12, minute: 0, second: 0, millisecond: 0 };

/** EXIF (`2019:07:04 12:34:56`), ISO 8601, and what programs make of them; parts in front may stand alone. */
const NUMERIC = /^(\d{4})(?:([:\-/.])\s?(\d{1,2})(?:\2\s?(\d{1,2})(?![\d:/.-])(.*))?)?$/s;

/** ISO 8601 without separators. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(.*))?$/s;

const TIME = /^[T\s]\s*(\d{1,2})[:.]\s?(\d{1,2})(?:[:.]\s?(\d{1,2})(?:[.,](\d+))?)?(.*)$/s;

/** A time that is left blank: only its separators stand there. */
const NO_TIME = /^[T\s:.]*$/;

/** RFC 1123 (`Thu, 04 Jul 2019 12:34:56 GMT`), and what the command `date` prints. */
const DAY_FIRST =
  /^(?:\p{L}+[.,]*\s+)?(\d{1,2})[\s-]\s*(\p{L}{3})\p{L}*\.?[\s-]\s*(\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?(.*))?$/su;

/** What C's `ctime()` gives: `Thu Jul  4 12:34:56 2019`, also with a zone before the year. */
const YEAR_LAST =
  /^(?:\p{L}{3}\s+)?(\p{L}{3})\s+(\d{1,2})\s+(\d\d):(\d\d):(\d\d)(?:\s+[A-Z]{2,5})?\s+(\d{4})$/u;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads a date in any of the ways that files have them: EXIF's (Exif 3.0, 4.6.5.1.4), ISO 8601 in whole or in part
 * (XMP), RFC 1123 (PNG), each with the slips of known programs: other separators, numbers without their zero,
 * fractions, zones, a 12-hour clock.
 *
 * @returns Undefined where there is no date, or where its parts may be in any order.
 */
export function readDate(text: string): WrittenDate | undefined {
  const written = text.replace(/\0.*$/s, '').trim();
  const numeric = NUMERIC.exec(written);
  if (numeric) {
    const [, year, , month, day, rest = ''] = numeric;
    return withTime(dateOf(year, month, day), rest);
  }
  const compact = COMPACT.exec(written);
  if (compact) {
    const [, year, month, day, hour, minute, second, rest = ''] = compact;
    const date = dateOf(year, month, day);
    return hour === undefined ? date : withTime(date, ` ${hour}:${minute}:${second}${rest}`);
  }
  const named = DAY_FIRST.exec(written);
  if (named) {
    const [, day, month, year, hour, minute, second = '00', rest = ''] = named;
    const date = dateOf(year, monthOf(month), day);
    return hour === undefined ? date : withTime(date, ` ${hour}:${minute}:${second}${rest}`);
  }
  const last = YEAR_LAST.exec(written);
  if (!last) return undefined;
  const [, month, day, hour, minute, second, year] = last;
  return withTime(dateOf(year, monthOf(month), day), ` ${hour}:${minute}:${second}`);
}

/** @returns A date whose month or day may be missing; one that is no number is a month that there is not. */
const dateOf = (year?: string, month?: string, day?: string): WrittenDate => ({
  year: Number(year),
  ...(month !== undefined && { month: Number(month) }),
  ...(day !== undefined && { day: Number(day) }),
});

const monthOf = (name = ''): string => `${MONTHS.indexOf(name.toLowerCase()) + 1}`;

/** @param rest What follows the date. */
function withTime(date: WrittenDate, rest: string): WrittenDate | undefined {
  if (NO_TIME.test(rest)) return date;
  const match = TIME.exec(rest);
  if (!match) return undefined;
  const [, hour, minute, second = '0', fraction = '', behind = ''] = match;
  const half = /^\s*([AP])\.?M\b/i.exec(behind);
  const time = {
    hour: half ? onTwelveHours(Number(hour), half[1] as string) : Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: readFraction(fraction),
  };
  const zone = readZone(behind.slice(half?.[0].length ?? 0));
  return { ...date, time, ...(zone !== undefined && { zone }) };
}

/**
 * @param hour On a clock of twelve hours.
 * @param half Begins with `A` or `P`.
 * @returns The hour of the day; above 23 for one that such a clock does not have.
 */
export const onTwelveHours = (hour: number, half: string): number =>
  hour < 1 || hour > 12 ? 24 : (hour % 12) + (half.toUpperCase().startsWith('P') ? 12 : 0);

/** @returns Milliseconds of digits behind a decimal point, as the SubSecTime tags of EXIF hold them too. */
export const readFraction = (digits: string): number =>
  Math.floor(Number(`0.${/^\d+/.exec(digits.trim())?.[0] ?? 0}`) * 1000);

/** Zones lie within these hours of UTC. */
const FARTHEST_ZONE = 14 * 60;

/**
 * @param text `+09:00`, `+0900`, `-07`, `Z`, `UTC`; anything may follow.
 * @returns Minutes east of UTC, or undefined for what is no zone.
 */
export function readZone(text: string): number | undefined {
  const match = /^\s*(?:(?:GMT|UTC?)?([+-])(\d\d)(?::?(\d\d))?|(Z|GMT|UTC?))(?![\p{L}\d])/u.exec(text);
  if (!match) return undefined;
  const [, sign, hours, minutes = 0, utc] = match;
  if (utc) return 0;
  const zone = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || zone > FARTHEST_ZONE) return undefined;
  return sign === '-' ? 0 - zone : zone;
}
