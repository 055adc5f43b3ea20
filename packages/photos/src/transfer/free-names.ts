/**
 * Finds names for files that belong together, such as `IMG_1.jpg`, `IMG_1.cr2` and `IMG_1.jpg.xmp`. If one of them is
 * taken, all get the same number: `IMG_1 (2).jpg`, `IMG_1 (2).cr2` and `IMG_1 (2).jpg.xmp`.
 */
export class FreeNames {
  readonly #isTaken: (name: string) => Promise<boolean>;
  /** The last number of each stem, so that a thousand files of one name are not tried a thousand times each. */
  readonly #numbers = new Map<string, number>();

  constructor(isTaken: (name: string) => Promise<boolean>) {
    this.#isTaken = isTaken;
  }

  /** @param names Without folders, the photo's own name first. */
  async find(names: readonly string[]): Promise<string[]> {
    const [first = ''] = names;
    const dot = first.lastIndexOf('.');
    const stem = dot > 0 ? first.slice(0, dot) : first;
    for (let number = this.#numbers.get(stem) ?? 1; ; number++) {
      const numbered = names.map((name) => (number === 1 ? name : withNumber(name, stem, number)));
      const taken = await Promise.all(numbered.map(this.#isTaken));
      if (taken.includes(true)) continue;
      this.#numbers.set(stem, number);
      return numbered;
    }
  }
}

function withNumber(name: string, stem: string, number: number): string {
  // A file system may not tell upper from lower case, and RAW files are paired by it.
  const shared = name.slice(0, stem.length).toLowerCase() === stem.toLowerCase() ? stem.length : 0;
  const dot = name.lastIndexOf('.');
  const at = shared || (dot > 0 ? dot : name.length);
  return `${name.slice(0, at)} (${number})${name.slice(at)}`;
}
