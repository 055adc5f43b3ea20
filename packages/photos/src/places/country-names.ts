/** Languages in which countries are found by name: those of the page. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja', 'zh'];

/** Names of countries in many languages, which every browser has (CLDR). */
export class CountryNames {
  readonly #byLanguage = new Map<string, Intl.DisplayNames>();

  /**
   * @param code ISO 3166-1 alpha-2.
   * @param language BCP 47 tag; anything else, which a page may have for its language, counts as English.
   * @returns The name of a country, or its code if it has none.
   */
  name(code: string, language: string): string {
    const names = this.#byLanguage.get(language) ?? displayNames(language);
    this.#byLanguage.set(language, names);
    return names.of(code) ?? code;
  }

  /** @returns The names of a country in all languages of the page. */
  allNames(code: string): string[] {
    return LANGUAGES.map((language) => this.name(code, language));
  }
}

function displayNames(language: string): Intl.DisplayNames {
  try {
    return new Intl.DisplayNames([language], { type: 'region' });
  } catch {
    return new Intl.DisplayNames(['en'], { type: 'region' });
  }
}
