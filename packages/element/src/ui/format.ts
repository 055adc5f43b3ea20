const MS_A_DAY = 86_400_000;
const INTEGER = new Intl.NumberFormat('en');
const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const PARTS = {
  day: new Intl.DateTimeFormat('en', { dateStyle: 'medium' }),
  month: new Intl.DateTimeFormat('en', { year: 'numeric', month: 'long' }),
  year: new Intl.DateTimeFormat('en', { year: 'numeric' }),
};
const DAY = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });

/** @returns A count with its noun: `1 photo`, `1,204 photos`. */
export function counted(count: number, noun: string): string {
  return `${INTEGER.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** @returns A count alone: `1,204`. */
export function formatCount(count: number): string {
  return INTEGER.format(count);
}

/** @returns Decimal megabytes, as download pages count: `4.6 MB`, `152 MB`, `1.2 GB`. */
export function formatBytes(bytes: number): string {
  const megabytes = bytes / 1e6;
  if (megabytes < 9.95) return `${megabytes.toFixed(1)} MB`;
  if (megabytes < 999.5) return `${Math.round(megabytes)} MB`;
  return `${(megabytes / 1e3).toFixed(1)} GB`;
}

/** @returns `0.8 photos/s`, `34 photos/s`. */
export function formatRate(rate: number): string {
  return `${rate < 9.95 ? rate.toFixed(1) : INTEGER.format(Math.round(rate))} photos/s`;
}

/** @returns A rounded estimate: `40 s left`, `3 min left`, `1 h 20 min left`. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 55) return `${Math.max(1, Math.ceil(seconds))} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min left`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''} left`;
}

/**
 * @param milliseconds Since the epoch. File systems may report times beyond the range of a Date:
 *   https://tc39.es/ecma262/#sec-time-values-and-time-range
 * @returns A date and time in the browser’s time zone: `Aug 4, 2023, 9:12 AM`.
 */
export function formatDate(milliseconds: number): string {
  return Number.isNaN(new Date(milliseconds).getTime()) ? 'Unknown date' : DATE.format(milliseconds);
}

/**
 * @param milliseconds Since the epoch.
 * @returns The known part of a date, in the browser’s time zone: `Jul 4, 2019`, `July 2019`, `2019`.
 */
export function formatPartOfDate(milliseconds: number, precision: keyof typeof PARTS): string {
  return PARTS[precision].format(milliseconds);
}

/**
 * @param day Start of the day (UTC), in milliseconds since the epoch.
 * @param now The current time, in milliseconds since the epoch.
 * @returns How long ago that was, roughly: `today`, `3 weeks ago`, `on May 12, 2026`.
 */
export function formatDaysAgo(day: number, now = Date.now()): string {
  const days = Math.max(0, Math.floor(now / MS_A_DAY) - Math.floor(day / MS_A_DAY));
  if (days < 14) return AGO.format(-days, 'day');
  if (days < 63) return AGO.format(-Math.floor(days / 7), 'week');
  return `on ${DAY.format(day)}`;
}

/** @returns Names of languages: `English, German`. */
export function formatLanguages(codes: readonly string[]): string {
  return codes.map((code) => LANGUAGES.of(code) ?? code).join(', ');
}

/** @returns A shorter form: `English, German`, `108 languages`. */
export function formatLanguagesShort(codes: readonly string[]): string {
  return codes.length > 3 ? counted(codes.length, 'language') : formatLanguages(codes);
}

/** @returns A model's name without the part in brackets: `Pocket`. */
export function shortName(model: string): string {
  return model.replace(/ \(.*\)$/, '');
}

/** @returns The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
