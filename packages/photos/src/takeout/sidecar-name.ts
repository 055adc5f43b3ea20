/** What Google adds to a photo's name to make its sidecar's. Exports before October 2024 add nothing. */
const SUFFIX = '.supplemental-metadata';

/** Characters that a sidecar's name has at most before its number and `.json`. */
const LONGEST = 46;

/** The sidecars of one folder, found by the names of its photos. */
export class SidecarNames {
  /** Names without `.json`. */
  readonly #stems: ReadonlySet<string>;

  /** @param names Names of all JSON files of a folder, without the folder. */
  constructor(names: Iterable<string>) {
    this.#stems = new Set([...names].flatMap((name) => (/\.json$/i.test(name) ? name.slice(0, -5) : [])));
  }

  /**
   * Finds the sidecar of a photo or video. There are no documents, but the names follow rules
   * (https://github.com/ente/ente/pull/4956): the suffix is added to the whole name, then everything after 46
   * characters is cut off. The number of a photo such as `IMG_1(2).jpg` comes after that. An edited photo has none of its
   * own: it shares that of the original.
   *
   * @param name Name of the photo, without its folder.
   * @returns Name of the sidecar, or undefined if there is none.
   */
  find(name: string): string | undefined {
    const stem = this.#stem(name) ?? this.#stem(unedited(name));
    return stem === undefined ? undefined : `${stem}.json`;
  }

  #stem(name: string | undefined): string | undefined {
    if (name === undefined) return undefined;
    // A name may end with a number of its own, so the whole name comes first.
    return this.#cut(name, '') ?? this.#numbered(name);
  }

  #numbered(name: string): string | undefined {
    const [, stem, number, ending = ''] = /^(.+)(\(\d+\))(\.[^.]*)?$/s.exec(name) ?? [];
    return stem !== undefined && number !== undefined ? this.#cut(stem + ending, number) : undefined;
  }

  /** Tries the whole suffix first, then each shorter one. */
  #cut(name: string, number: string): string | undefined {
    const whole = name + SUFFIX;
    for (let length = whole.length; length >= Math.min(name.length, LONGEST); length--) {
      const stem = whole.slice(0, length) + number;
      if (this.#stems.has(stem)) return stem;
    }
    return undefined;
  }
}

/**
 * An edited photo has a word in Google's language before its number and ending, as `-edited` or `-bearbeitet`. A long
 * name leaves only a part of it.
 *
 * @returns The name of the original.
 */
function unedited(name: string): string | undefined {
  const original = name.replace(/-[\p{L}\p{M} ]*(?=(\(\d+\))?(\.[^.]*)?$)/u, '');
  return original === name ? undefined : original;
}
