import type { Library, Marks } from '@web-clip/photos';

/** What marks need of the library. */
export type MarkedLibrary = Pick<Library, 'marks' | 'facets'>;

/** Number of photos whose marks are kept. Those that are wanted are always kept. */
const CAPACITY = 5000;

/** The marks of the photos on the screen. */
export class PhotoMarks {
  readonly #arrived: () => void;
  readonly #known = new Map<number, Marks>();
  readonly #wanted = new Map<string, readonly number[]>();
  readonly #unsubscribe: () => void;
  #isAsking = false;
  #ended = false;

  /**
   * @param library Has the marks.
   * @param arrived Called when any of the marks has become known or has changed.
   * @param changed Called after each change of marks or albums, in any tab.
   */
  constructor(
    readonly library: MarkedLibrary,
    arrived: () => void,
    changed: () => void,
  ) {
    this.#arrived = arrived;
    this.#unsubscribe = library.marks.subscribe(({ photos }) => {
      for (const id of photos) this.#known.delete(id);
      void this.#ask();
      changed();
    });
  }

  /** @returns The marks of a photo, once they are known. */
  of(id: number): Marks | undefined {
    return this.#known.get(id);
  }

  /**
   * Sets the photos whose marks are needed.
   *
   * @param who Who needs them. What the same one needed before is no longer needed.
   */
  want(who: string, ids: readonly number[]): void {
    this.#wanted.set(who, ids);
    void this.#ask();
  }

  /** Asks for no more. */
  end(): void {
    this.#ended = true;
    this.#unsubscribe();
  }

  async #ask(): Promise<void> {
    if (this.#isAsking || this.#ended) return;
    const missing = [...new Set([...this.#wanted.values()].flat())].filter((id) => !this.#known.has(id));
    if (missing.length === 0) return;
    this.#isAsking = true;
    // Without marks, photos are shown as if nothing was said of them. The library reports important errors.
    const marks = await this.library.marks.get(missing).catch(() => undefined);
    this.#isAsking = false;
    if (!marks || this.#ended) return;
    if (this.#known.size + missing.length > CAPACITY) this.#known.clear();
    for (const [i, id] of missing.entries()) this.#known.set(id, marks[i] as Marks);
    this.#arrived();
    // What was wanted meanwhile, or is not known any more.
    void this.#ask();
  }
}
