import type { Library } from '@web-clip/photos';
import type { Degrees } from './mercator.ts';

/** The names of places on a map, which arrive bit by bit. */
export class PlaceLabels {
  readonly #changed: () => void;
  /** By key and language; an empty name while it is looked up, or if there is none. */
  readonly #names = new Map<string, string>();
  #isChanging = false;

  /** @param changed Called once for names that have arrived together. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /**
   * @param key Tells the place from all others.
   * @returns The name of the city, if it is known already.
   */
  at(
    key: string,
    place: Degrees,
    language: string,
    library: Pick<Library, 'placeAt'> | undefined,
  ): string | undefined {
    const known = this.#names.get(`${language} ${key}`);
    if (known !== undefined || !library) return known || undefined;
    this.#names.set(`${language} ${key}`, '');
    void library.placeAt(place, language).then(
      (found) => {
        if (!found) return;
        this.#names.set(`${language} ${key}`, found.city);
        this.#announce();
      },
      // A map without names is a map, too.
      () => undefined,
    );
    return undefined;
  }

  #announce(): void {
    if (this.#isChanging) return;
    this.#isChanging = true;
    requestAnimationFrame(() => {
      this.#isChanging = false;
      this.#changed();
    });
  }
}
