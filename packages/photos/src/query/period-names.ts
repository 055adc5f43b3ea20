import { folded } from './words.ts';

/** Languages whose dates are understood in sentences. Austria has its own January. */
const LANGUAGES = ['en', 'de', 'de-AT', 'fr'];

/** Months by their names and abbreviations in all languages, folded; January is 1. No two languages contradict each other. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).flatMap((style) => {
      const format = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
      return Array.from({ length: 12 }, (_, month): [string, number] => {
        const name = format.format(Date.UTC(2000, month));
        return [folded(name).replace(/\.$/, ''), month + 1];
      });
    }),
  ),
);

/** First months of the seasons. They are those of the northern half of the Earth, and of meteorologists. */
const FIRST_MONTHS = { spring: 3, summer: 6, autumn: 9, winter: 12 };

/** Seasons by their names in all languages, folded. The value is the first month. */
export const SEASONS: ReadonlyMap<string, number> = new Map([
  ...['spring', 'fruhling', 'fruhjahr', 'printemps'].map((name) => [name, FIRST_MONTHS.spring] as const),
  ...['summer', 'sommer', 'ete'].map((name) => [name, FIRST_MONTHS.summer] as const),
  ...['autumn', 'fall', 'herbst', 'automne'].map((name) => [name, FIRST_MONTHS.autumn] as const),
  ...['winter', 'hiver'].map((name) => [name, FIRST_MONTHS.winter] as const),
]);

/** Spans of days, months or years by their names in all languages, folded. */
export const SPANS: ReadonlyMap<string, 'day' | 'week' | 'weekend' | 'month' | 'year'> = new Map([
  ...['week', 'woche', 'semaine'].map((name) => [name, 'week'] as const),
  ...['weekend', 'wochenende', 'week-end'].map((name) => [name, 'weekend'] as const),
  ...['month', 'monat', 'mois'].map((name) => [name, 'month'] as const),
  ...['year', 'jahr', 'annee', 'an'].map((name) => [name, 'year'] as const),
]);

/** Small numbers that sentences write as words, folded. */
export const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...['one', 'a', 'einem', 'un'].map((name) => [name, 1] as const),
  ...['two', 'zwei', 'deux'].map((name) => [name, 2] as const),
  ...['three', 'drei', 'trois'].map((name) => [name, 3] as const),
  ...['four', 'vier', 'quatre'].map((name) => [name, 4] as const),
  ...['five', 'funf', 'cinq'].map((name) => [name, 5] as const),
]);
