const MS_A_DAY = 86_400_000;

/** The second’s symbol, which is the same in all languages (SI). */
const SECOND = 's';

/** Precisions of a date without a time of day. */
const PARTS = {
  day: { dateStyle: 'medium' },
  month: { year: 'numeric', month: 'long' },
  year: { year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Filters that have one value, by their keywords. */
export type FilterName =
  | 'near'
  | 'place'
  | 'camera'
  | 'lens'
  | 'is'
  | 'rating'
  | 'label'
  | 'album'
  | 'group'
  | 'folder'
  | 'type';

/** Forms of a text by plural category. `#` stands for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Numbers, dates and lists as a language writes them. */
export class Formats {
  readonly #locale: string;
  readonly #plurals: Intl.PluralRules;
  readonly #integer: Intl.NumberFormat;
  readonly #dateAndTime: Intl.DateTimeFormat;
  readonly #dayInUtc: Intl.DateTimeFormat;
  readonly #ago: Intl.RelativeTimeFormat;
  readonly #list: Intl.ListFormat;
  readonly #languages: Intl.DisplayNames;

  /** @param locale A BCP 47 language tag. */
  constructor(locale: string) {
    this.#locale = locale;
    this.#plurals = new Intl.PluralRules(locale);
    this.#integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    this.#dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    this.#dayInUtc = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
    this.#ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    this.#list = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' });
    this.#languages = new Intl.DisplayNames(locale, { type: 'language' });
  }

  /** @returns The form that agrees with a number, with the number in the place of `#`. */
  plural(count: number, forms: PluralForms): string {
    const form = forms[this.#plurals.select(count)] ?? forms.other;
    return form.replaceAll('#', () => this.count(count));
  }

  /** @returns `1,204`. */
  count(count: number): string {
    return this.#integer.format(count);
  }

  /** @returns A number with this many decimals. */
  decimal(value: number, digits: number): string {
    return this.#number(value, digits, {});
  }

  /** @returns A number with the decimals that it has, up to two. */
  number(value: number): string {
    return new Intl.NumberFormat(this.#locale, { maximumFractionDigits: 2 }).format(value);
  }

  /** @returns `a, b, or c`. */
  alternatives(items: readonly string[]): string {
    return new Intl.ListFormat(this.#locale, { type: 'disjunction' }).format(items);
  }

  /** @returns A number out of a hundred, as given: `63.3%`. */
  percent(value: number): string {
    return new Intl.NumberFormat(this.#locale, { style: 'percent', maximumFractionDigits: 1 }).format(
      value / 100,
    );
  }

  /** @returns Decimal megabytes, as download pages count: `4.6 MB`, `152 MB`, `1.2 GB`. */
  bytes(bytes: number): string {
    const megabytes = bytes / 1e6;
    if (megabytes >= 999.5) return this.#number(megabytes / 1e3, 1, { style: 'unit', unit: 'gigabyte' });
    return this.#number(megabytes, megabytes < 9.95 ? 1 : 0, { style: 'unit', unit: 'megabyte' });
  }

  /** @returns The size of a file, which may be a small one: `84 kB`, `4.6 MB`. */
  fileBytes(bytes: number): string {
    return bytes < 99_500
      ? this.#number(bytes / 1e3, 0, { style: 'unit', unit: 'kilobyte' })
      : this.bytes(bytes);
  }

  /** @returns A number with a decimal only below ten: `0.8`, `34`. */
  rate(rate: number): string {
    return this.#number(rate, rate < 9.95 ? 1 : 0, {});
  }

  /** @returns A number with up to two decimals: `2.8`, `11`. */
  compact(value: number): string {
    return new Intl.NumberFormat(this.#locale, { maximumFractionDigits: 2 }).format(value);
  }

  /** @returns A number in millions with three digits: `12.2`, `0.08`. */
  millions(value: number): string {
    return this.compact(Number((value / 1e6).toPrecision(3)));
  }

  /** @returns An exposure time, as cameras write it: `1/125 s`, `2.5 s`. */
  seconds(seconds: number): string {
    const parts = Math.round(1 / seconds);
    // Not all times are parts of a second: 0.4 s is neither 1/2 nor 1/3.
    const isPart = parts > 1 && Math.abs(1 / parts / seconds - 1) < 0.1;
    return isPart ? `1/${this.count(parts)} ${SECOND}` : `${this.compact(seconds)} ${SECOND}`;
  }

  /** @returns A length with up to one decimal: `4.2 mm`. */
  millimetres(millimetres: number): string {
    const format = { style: 'unit', unit: 'millimeter', maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(this.#locale, format).format(millimetres);
  }

  /** @returns `495 m`. */
  metres(metres: number): string {
    return this.#number(metres, 0, { style: 'unit', unit: 'meter' });
  }

  /** @returns `a, b, and c`. */
  list(items: readonly string[]): string {
    return this.#list.format(items);
  }

  /**
   * @param milliseconds Since the epoch. File systems may report times beyond the range of a Date:
   *   https://tc39.es/ecma262/#sec-time-values-and-time-range
   * @returns A date and time in the browser’s time zone: `Aug 4, 2023, 9:12 AM`. Undefined if it is beyond the range.
   */
  date(milliseconds: number): string | undefined {
    return Number.isNaN(new Date(milliseconds).getTime())
      ? undefined
      : this.#dateAndTime.format(milliseconds);
  }

  /** @returns The known part of a date, in the browser’s time zone: `Jul 4, 2019`, `July 2019`, `2019`. */
  partOfDate(milliseconds: number, precision: keyof typeof PARTS): string {
    return new Intl.DateTimeFormat(this.#locale, PARTS[precision]).format(milliseconds);
  }

  /**
   * @param day Start of the day (UTC), in milliseconds since the epoch.
   * @param now The current time, in milliseconds since the epoch.
   * @returns How long ago that was, roughly: `today`, `3 weeks ago`. Undefined after two months, when the day says more.
   */
  ago(day: number, now = Date.now()): string | undefined {
    const days = Math.max(0, Math.floor(now / MS_A_DAY) - Math.floor(day / MS_A_DAY));
    if (days < 14) return this.#ago.format(-days, 'day');
    return days < 63 ? this.#ago.format(-Math.floor(days / 7), 'week') : undefined;
  }

  /** @returns A day (UTC): `May 12, 2026`. */
  day(day: number): string {
    return this.#dayInUtc.format(day);
  }

  /** @returns Names of languages, given by their codes: `English, German`. */
  languages(codes: readonly string[]): string {
    const names = codes.map((code) => this.#languages.of(code) ?? code);
    return new Intl.ListFormat(this.#locale, { style: 'narrow', type: 'conjunction' }).format(names);
  }

  #number(value: number, digits: number, options: Intl.NumberFormatOptions): string {
    const { format } = new Intl.NumberFormat(this.#locale, {
      ...options,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    return format(value);
  }
}
