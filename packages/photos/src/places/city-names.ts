import table from './city-names.tsv?raw';

/**
 * What other languages call well-known cities: those of the page, where GeoNames’ list has one name of each city. The
 * table has a line for each city: its country, its name in the list, and its name in each language.
 */
export class CityNames {
  readonly #languages: readonly string[];
  /** The names of a city in all languages, by its country and its name in the list. */
  readonly #names = new Map<string, readonly string[]>();

  constructor() {
    const [head = '', ...lines] = table.trim().split('\n');
    this.#languages = head.split('\t').slice(2);
    for (const line of lines) {
      const [country, name, ...names] = line.split('\t');
      this.#names.set(`${country} ${name}`, names);
    }
  }

  /**
   * @param country ISO 3166-1 alpha-2.
   * @param city Its name in the list.
   * @param language BCP 47 tag.
   * @returns The name in the language, or else that in the list.
   */
  name(country: string, city: string, language: string): string {
    const names = this.#names.get(`${country} ${city}`);
    return names?.[this.#languages.indexOf(language.toLowerCase().split('-')[0] ?? '')] ?? city;
  }

  /** @returns The name of a city in the list, and those in all languages. */
  allNames(country: string, city: string): Iterable<string> {
    return new Set([city, ...(this.#names.get(`${country} ${city}`) ?? [])]);
  }
}
