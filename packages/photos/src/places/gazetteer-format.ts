import type { Point } from './distance.ts';

/** A city, town or village. */
export interface GazetteerCity extends Point {
  name: string;
  population: number;
}

/** A country’s region of the first administrative level, such as a state or a canton. */
export interface GazetteerRegion {
  /** ISO 3166-1 alpha-2. */
  countryCode: string;
  /** Empty for places that belong to none. */
  name: string;
  cities: GazetteerCity[];
}

/** Steps of a degree; one is at most 1.1 km. */
const STEPS = 100;

/** Digits of a number in the file: letters after 9. */
const BASE = 36;

/** A latitude takes three digits. */
const LATITUDE_DIGITS = 3;

/** Populations are rounded to powers of this. */
const POPULATION_BASE = 1.64;

/**
 * Writes a gazetteer. Compressed, this text is smaller than a binary form. Its lines are in blocks, which an empty line
 * ends. The first block has a line for each region: country, number of cities, name. The others have the cities in
 * the same order, from west to east in each region: names, one a line; latitudes, as three digits in steps north of the
 * south pole; longitudes, as steps east of the city before, or of the antimeridian; and populations, as powers with one
 * digit.
 *
 * @returns {@link parseGazetteer} reads it.
 */
export function formatGazetteer(regions: readonly GazetteerRegion[]): string {
  const heads = regions.map(({ countryCode, cities, name }) =>
    `${countryCode} ${cities.length} ${name}`.trim(),
  );
  const sorted = regions.map(({ cities }) => [...cities].sort((a, b) => a.longitude - b.longitude));
  const cities = sorted.flat();
  const latitudes = cities.map(({ latitude }) =>
    Math.round((latitude + 90) * STEPS)
      .toString(BASE)
      .padStart(LATITUDE_DIGITS, '0'),
  );
  const longitudes = sorted.flatMap((each) => {
    const steps = each.map(({ longitude }) => Math.round((longitude + 180) * STEPS));
    return steps.map((step, i) => (step - (steps[i - 1] ?? 0)).toString(BASE));
  });
  const populations = cities.map(({ population }) =>
    Math.min(BASE - 1, Math.round(Math.log(population) / Math.log(POPULATION_BASE))).toString(BASE),
  );
  const names = cities.map(({ name }) => name);
  return [heads, names, [latitudes.join('')], [longitudes.join(' ')], [populations.join('')]]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

/** @returns The regions of a gazetteer that {@link formatGazetteer} wrote. */
export function parseGazetteer(text: string): GazetteerRegion[] {
  const [heads, names, latitudes = '', longitudes, populations = ''] = text
    .split(/\n\n/)
    .map((block) => block.trimEnd());
  const allNames = (names ?? '').split('\n');
  const steps = (longitudes ?? '').split(' ');
  let next = 0;
  return (heads ?? '').split('\n').map((head) => {
    const [countryCode = '', count, ...words] = head.split(' ');
    let east = 0;
    const cities = Array.from({ length: Number(count) }, (): GazetteerCity => {
      const i = next++;
      const north = latitudes.slice(i * LATITUDE_DIGITS, (i + 1) * LATITUDE_DIGITS);
      east += Number.parseInt(steps[i] ?? '', BASE);
      return {
        name: allNames[i] ?? '',
        latitude: Number.parseInt(north, BASE) / STEPS - 90,
        longitude: east / STEPS - 180,
        population: Math.round(POPULATION_BASE ** Number.parseInt(populations.charAt(i), BASE)),
      };
    });
    return { countryCode, name: words.join(' '), cities };
  });
}
