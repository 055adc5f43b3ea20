import type { Library, Photo } from '@web-clip/photos';
import type { Strings } from '../i18n/strings.ts';

/** Names the places of photos, once they have been looked up. */
export class PlaceNames {
  readonly #arrived: () => void;
  #language = '';
  /** By the id of the photo; undefined if there is no city near. */
  readonly #names = new Map<number, string | undefined>();

  /** @param arrived Called when a name is there. */
  constructor(arrived: () => void) {
    this.#arrived = arrived;
  }

  /** @returns Where a photo was taken: a name, or else coordinates; undefined if that is not known. */
  of(strings: Strings, { id, location }: Photo): string | undefined {
    return location && (this.#names.get(id) ?? strings.coordinates(location.latitude, location.longitude));
  }

  /** Looks up where photos were taken. */
  want(photos: readonly Photo[], language: string, library: Pick<Library, 'placeAt'> | undefined): void {
    if (language !== this.#language) this.#names.clear();
    this.#language = language;
    for (const photo of photos) {
      if (library && photo.location && !this.#names.has(photo.id)) void this.#look(photo, language, library);
    }
  }

  async #look({ id, location }: Photo, language: string, library: Pick<Library, 'placeAt'>): Promise<void> {
    this.#names.set(id, undefined);
    // Coordinates say enough if the names cannot be loaded.
    const place = location && (await library.placeAt(location, language).catch(() => undefined));
    if (!place || language !== this.#language) return;
    this.#names.set(id, [...new Set([place.city, place.region, place.country])].filter(Boolean).join(', '));
    this.#arrived();
  }
}
