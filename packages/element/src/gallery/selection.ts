import type { Photo } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import type { Match } from '../search/match.ts';

/** How many photos the user can choose. With `none`, a click opens the photo instead. */
export type SelectionMode = 'none' | 'one' | 'many';

/** The photos that the user has chosen. */
export class Selection {
  readonly #host: ReactiveControllerHost;
  /** In the order in which they were chosen. Photos that have not been looked up yet are undefined. */
  #chosen: ReadonlyMap<number, Photo | undefined> = new Map();
  /** The photo from which a range extends. */
  #anchor: number | undefined;
  #mode: SelectionMode = 'none';
  #isMarking = false;
  #ids: ReadonlySet<number> = new Set();

  /** @param host Updated with the selection. */
  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** How many photos can be chosen. Those above that are not counted. */
  get mode(): SelectionMode {
    return this.#mode;
  }

  set mode(mode: SelectionMode) {
    // An attribute may have any value.
    this.#mode = mode === 'one' || mode === 'many' ? mode : 'none';
    this.#set(this.#chosen);
  }

  /** Whether people can choose photos to mark them, and then many of them in the mode `none` too. */
  get isMarking(): boolean {
    return this.#isMarking;
  }

  set isMarking(isMarking: boolean) {
    this.#isMarking = isMarking;
    this.#set(this.#chosen);
  }

  /** Whether more than one photo can be chosen. */
  get canBeMany(): boolean {
    return this.#mode === 'many' || (this.#mode === 'none' && this.#isMarking);
  }

  /** Ids of the chosen photos. */
  get ids(): ReadonlySet<number> {
    return this.#ids;
  }

  /** The chosen photos, in the order in which they were chosen. */
  get photos(): readonly Photo[] {
    return [...this.ids].flatMap((id) => this.#chosen.get(id) ?? []);
  }

  /** Whether photos have to be looked up before {@link photos} is complete. */
  get isIncomplete(): boolean {
    return [...this.#chosen.values()].includes(undefined);
  }

  /**
   * Chooses a photo, or stops choosing it.
   *
   * @param matches The photos shown.
   * @param index Index of the photo among them.
   * @param extend Whether to choose all photos from the last chosen one to this one instead.
   */
  pick(matches: readonly Match[], index: number, extend: boolean): void {
    const photo = matches[index]?.photo;
    if (!photo) return;
    const anchor = matches.findIndex((match) => match.photo.id === this.#anchor);
    if (this.canBeMany && extend && anchor >= 0) {
      const range = matches.slice(Math.min(anchor, index), Math.max(anchor, index) + 1);
      this.#set([...this.#chosen, ...range.map((match) => [match.photo.id, match.photo] as const)]);
      return;
    }
    this.#anchor = photo.id;
    const others = this.canBeMany ? [...this.#chosen].filter(([id]) => id !== photo.id) : [];
    this.#set(this.ids.has(photo.id) ? others : [...others, [photo.id, photo]]);
  }

  /**
   * Chooses these photos only, given as such or by their ids.
   *
   * @param matches The photos shown.
   */
  choose(photos: readonly (Photo | number)[], matches: readonly Match[]): void {
    const known = new Map(matches.map(({ photo }) => [photo.id, photo]));
    this.#anchor = undefined;
    this.#set(photos.map((each) => (typeof each === 'number' ? [each, known.get(each)] : [each.id, each])));
  }

  /**
   * Looks up the chosen photos, and drops those that are not in the library any more.
   *
   * @param photos All photos of the library.
   * @returns Whether any was dropped.
   */
  lookUp(photos: readonly Photo[]): boolean {
    const known = new Map(photos.map((photo) => [photo.id, photo]));
    const { size } = this.#ids;
    this.#set(
      [...this.#chosen.keys()].flatMap((id) => (known.has(id) ? [[id, known.get(id)] as const] : [])),
    );
    return this.#ids.size < size;
  }

  #set(chosen: Iterable<readonly [number, Photo | undefined]>): void {
    this.#chosen = new Map(chosen);
    const ids = [...this.#chosen.keys()];
    this.#ids = new Set(this.canBeMany ? ids : this.#mode === 'one' ? ids.slice(-1) : []);
    this.#host.requestUpdate();
  }
}
