import { CityNames } from './city-names.ts';
import { CountryNames } from './country-names.ts';
import { kilometres, type Point } from './distance.ts';
import text from './gazetteer.txt?raw';
import { type GazetteerCity, type GazetteerRegion, parseGazetteer } from './gazetteer-format.ts';
import type { FoundPlace, Place } from './place.ts';

interface Entry extends GazetteerCity {
  region: GazetteerRegion;
}

/** How far from a point its city may be, in kilometres. Beyond is the sea or a desert. */
const FARTHEST = 100;

/** Kilometres that the middle of a city is uncertain by. */
const BLUR = 1;

/** Cells of one degree: the columns and rows on Earth. */
const COLUMNS = 360;
const ROWS = 180;

/** Kilometres a degree of latitude. */
const DEGREE = 111.2;

/** Names of cities, regions and countries, by place and by name. */
export class Gazetteer {
  readonly #regions = parseGazetteer(text);
  readonly #cells = new Map<number, Entry[]>();
  readonly #countries = new CountryNames();
  readonly #cities = new CityNames();
  #names: Map<string, FoundPlace[]> | undefined;

  constructor() {
    for (const entry of this.#entries()) {
      const cell = cellOf(Math.floor(entry.latitude), Math.floor(entry.longitude));
      const entries = this.#cells.get(cell);
      if (entries) entries.push(entry);
      else this.#cells.set(cell, [entry]);
    }
  }

  /**
   * Finds the city that a point belongs to. Cities have no borders here: a large one reaches farther than a small one,
   * by the fourth root of its population.
   *
   * @param language BCP 47 tag for the names of the country and of well-known cities.
   * @returns Undefined if there is none within 100 km.
   */
  placeAt({ latitude, longitude }: Point, language: string): Place | undefined {
    let best: Entry | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const entry of this.#around(latitude, longitude)) {
      const distance = kilometres({ latitude, longitude }, entry);
      const rank = (distance + BLUR) / entry.population ** 0.25;
      if (distance > FARTHEST || rank >= least) continue;
      best = entry;
      least = rank;
    }
    if (!best) return undefined;
    const { name: region, countryCode } = best.region;
    const country = this.#countries.name(countryCode, language);
    const city = this.#cities.name(countryCode, best.name, language);
    return { city, ...(region && { region }), country, countryCode };
  }

  /**
   * Finds places by their name, whatever its case and accents. A comma may follow, and then a region or a country:
   * `Paris, Texas`. Countries and well-known cities are found by their names in any language of the page.
   *
   * @returns The largest first.
   */
  find(name: string): FoundPlace[] {
    const whole = this.#byName().get(bare(name));
    // The comma may be a part of the name: `Washington, D.C.`
    if (whole) return whole;
    const [first = '', ...parts] = name.split(',').map(bare);
    const where = parts.join('');
    const found = this.#byName().get(first) ?? [];
    const isThere = ({ region = '', countryCode }: FoundPlace): boolean =>
      [region, countryCode, ...this.#countries.allNames(countryCode)].some((each) => bare(each) === where);
    return found.filter(isThere);
  }

  *#entries(): Generator<Entry> {
    for (const region of this.#regions) for (const city of region.cities) yield { ...city, region };
  }

  *#around(latitude: number, longitude: number): Generator<Entry> {
    const row = Math.floor(latitude);
    const column = Math.floor(longitude);
    const width = DEGREE * Math.cos((Math.min(89, Math.abs(latitude) + 1) * Math.PI) / 180);
    const across = Math.min(COLUMNS / 2 - 1, Math.ceil(FARTHEST / width));
    for (let y = row - 1; y <= row + 1; y++) {
      for (let x = column - across; x <= column + across; x++) yield* this.#cells.get(cellOf(y, x)) ?? [];
    }
  }

  /** Made when the first name is looked for. */
  #byName(): Map<string, FoundPlace[]> {
    if (this.#names) return this.#names;
    const names = new Map<string, FoundPlace[]>();
    const add = (key: string, place: FoundPlace): void => {
      const places = names.get(key);
      if (places) places.push(place);
      else names.set(key, [place]);
    };
    for (const { countryCode, name, cities } of this.#regions) {
      const where = { countryCode, ...(name && { region: name }) };
      for (const city of cities) {
        const keys = new Set([...this.#cities.allNames(countryCode, city.name)].map(bare));
        for (const key of keys) add(key, { ...city, kind: 'city', ...where });
      }
      const all = around(cities);
      // Whoever names both means the city.
      const isCity = cities.some((city) =>
        [...this.#cities.allNames(countryCode, city.name)].some((each) => bare(each) === bare(name)),
      );
      if (name && all && !isCity) add(bare(name), { ...all, name, kind: 'region', ...where });
    }
    for (const countryCode of new Set(this.#regions.map((region) => region.countryCode))) {
      const regions = this.#regions.filter((region) => region.countryCode === countryCode);
      const all = around(regions.flatMap(({ cities }) => cities));
      const keys = new Set(this.#countries.allNames(countryCode).map(bare));
      const name = this.#countries.name(countryCode, 'en');
      for (const key of all ? keys : []) add(key, { ...(all as Around), name, kind: 'country', countryCode });
    }
    for (const places of names.values()) places.sort((a, b) => b.population - a.population);
    this.#names = names;
    return names;
  }
}

interface Around extends Point {
  population: number;
}

/** @returns The largest city's point, and the sum of the populations. The middle of a country may be a desert. */
function around(cities: readonly GazetteerCity[]): Around | undefined {
  const [largest] = [...cities].sort((a, b) => b.population - a.population);
  if (!largest) return undefined;
  const population = cities.reduce((sum, city) => sum + city.population, 0);
  return { latitude: largest.latitude, longitude: largest.longitude, population };
}

/** @returns Number of a cell. Columns go on beyond the antimeridian. */
const cellOf = (row: number, column: number): number =>
  (row + ROWS / 2) * COLUMNS + ((column + COLUMNS / 2 + COLUMNS) % COLUMNS);

/** @returns A name's letters and digits in lower case, without accents. */
const bare = (name: string): string =>
  // Most names are like this, and the other way takes ten times as long.
  /^[a-z]*$/i.test(name)
    ? name.toLowerCase()
    : name
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '');
