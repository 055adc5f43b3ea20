import type { DatePrecision } from '../photo.ts';

/** A date as written, not yet validated. Unknown parts are absent. */
export interface WrittenDate {
  year: number;
  /** 1..12 */
  month?: number;
  /** 1..31 */
  day?: number;
  time?: WrittenTime;
  /** Minutes east of UTC; absent for local time. */
  zone?: number;
}

/** A time of the day. */
interface WrittenTime {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** A moment, or the period that a date without a time stands for. */
export interface Moment {
  /**
   * Milliseconds since the epoch. Without a time of day: noon of the first day, which is the same day in most time
   * zones.
   */
  at: number;
  precision?: DatePrecision;
}

/** The year of the first photograph. */
const FIRST_YEAR = 1826;

const MS_A_DAY = 86_400_000;

/** Midnight of these days is the zero of some clock: that of the Macintosh, of Unix, and of FAT. */
const EPOCHS: ReadonlySet<string> = new Set(['1904-1-1', '1970-1-1', '1980-1-1']);

/**
 * Validates a date and converts it. Without a time zone, it is this device's local time.
 *
 * @param now Milliseconds since the epoch.
 * @returns Undefined if the day does not exist, is the zero of a clock, is older than photography, or lies in the
 *   future: such a photo would be first or last forever. Default dates of cameras after a battery change are kept,
 *   because nothing distinguishes them from real ones.
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
  // In another time zone it may already be tomorrow.
  if (at > now + MS_A_DAY) return undefined;
  if (time) return { at };
  return { at, precision: written.day ? 'day' : written.month ? 'month' : 'year' };
}

const NOON: WrittenTime = { hour: 12, minute: 0, second: 0, millisecond: 0 };

/**
 * EXIF (`2019:07:04 12:34:56`), ISO 8601, and variants of both that programs write. Trailing parts may be missing.
 */
const NUMERIC = /^(\d{4})(?:([:\-/.])\s?(\d{1,2})(?:\2\s?(\d{1,2})(?![\d:/.-])(.*))?)?$/s;

/** ISO 8601 without separators. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(.*))?$/s;

const TIME = /^[T\s]\s*(\d{1,2})[:.]\s?(\d{1,2})(?:[:.]\s?(\d{1,2})(?:[.,](\d+))?)?(.*)$/s;

/** A blank time, of which only the separators are left. */
const NO_TIME = /^[T\s:.]*$/;

/** RFC 1123 (`Thu, 04 Jul 2019 12:34:56 GMT`), and the output of the command `date`. */
const DAY_FIRST =
  /^(?:\p{L}+[.,]*\s+)?(\d{1,2})[\s-]\s*(\p{L}{3})\p{L}*\.?[\s-]\s*(\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?(.*))?$/su;

/** The output of C's `ctime()`, `Thu Jul 4 12:34:56 2019`, also with a time zone before the year. */
const YEAR_LAST =
  /^(?:\p{L}{3}\s+)?(\p{L}{3})\s+(\d{1,2})\s+(\d\d):(\d\d):(\d\d)(?:\s+[A-Z]{2,5})?\s+(\d{4})$/u;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Parses a date in any of the formats that files use: EXIF's (Exif 3.0, 4.6.5.1.4), complete or partial ISO 8601
 * (XMP), and RFC 1123 (PNG). Accepts the deviations of known programs: other separators, missing leading zeros,
 * fractions, time zones, a 12-hour clock.
 *
 * @returns Undefined if there is no date, or if the order of its parts is ambiguous.
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

/** @returns A date whose month or day may be missing. A month that is not a number becomes an invalid one. */
const dateOf = (year?: string, month?: string, day?: string): WrittenDate => ({
  year: Number(year),
  ...(month !== undefined && { month: Number(month) }),
  ...(day !== undefined && { day: Number(day) }),
});

const monthOf = (name = ''): string => `${MONTHS.indexOf(name.toLowerCase()) + 1}`;

/** @param rest The text after the date. */
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
 * @param hour On a 12-hour clock.
 * @param half Begins with `A` or `P`.
 * @returns The hour of the day; above 23 if the hour is not valid on such a clock.
 */
export const onTwelveHours = (hour: number, half: string): number =>
  hour < 1 || hour > 12 ? 24 : (hour % 12) + (half.toUpperCase().startsWith('P') ? 12 : 0);

/** @returns Milliseconds, from the digits after a decimal point. EXIF's SubSecTime tags contain such digits too. */
export const readFraction = (digits: string): number =>
  Math.floor(Number(`0.${/^\d+/.exec(digits.trim())?.[0] ?? 0}`) * 1000);

/** Maximum distance of a time zone from UTC, in minutes. */
const FARTHEST_ZONE = 14 * 60;

/**
 * @param text `+09:00`, `+0900`, `-07`, `Z`, `UTC`; anything may follow.
 * @returns Minutes east of UTC, or undefined if this is not a time zone.
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
