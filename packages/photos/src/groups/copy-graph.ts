import type { SamePicture } from './same-picture.ts';
import { components, stars } from './stars.ts';

/** What is known of two contents: null if they are not the same picture, undefined if it has not been compared. */
type Answer = SamePicture | null | undefined;

/** Which contents of files show the same picture. Contents are called by hash outside, and by number inside. */
export class CopyGraph {
  readonly #items = new Map<string, number>();
  readonly #hashes: string[] = [];
  /** Answers by item and item, the larger one first. */
  readonly #answers = new Map<number, Map<number, Answer>>();

  has(hash: string): boolean {
    return this.#items.has(hash);
  }

  /** @returns The number of a new content. */
  add(hash: string): number {
    const item = this.#hashes.push(hash) - 1;
    this.#items.set(hash, item);
    return item;
  }

  hash(item: number): string {
    return this.#hashes[item] as string;
  }

  /** The contents with their numbers. */
  get items(): Iterable<readonly [string, number]> {
    return this.#items;
  }

  /** @returns Everything that is known of pairs. */
  comparisons(): { one: string; other: string; answer: SamePicture | null }[] {
    return [...this.#pairs()].flatMap(([one, other, answer]) =>
      answer === undefined ? [] : [{ one: this.hash(one), other: this.hash(other), answer }],
    );
  }

  /**
   * Forgets all contents but some.
   *
   * @returns The forgotten ones.
   */
  retain(hashes: ReadonlyMap<string, unknown>): number[] {
    const gone = [...this.#items].filter(([hash]) => !hashes.has(hash));
    for (const [hash, item] of gone) {
      this.#items.delete(hash);
      this.#answers.delete(item);
    }
    const forgotten = new Set(gone.map(([, item]) => item));
    if (forgotten.size > 0) {
      for (const answers of this.#answers.values())
        for (const other of answers.keys()) if (forgotten.has(other)) answers.delete(other);
    }
    return [...forgotten];
  }

  /** Says that two contents are to be compared, unless they have been. */
  ask(one: number, other: number): void {
    const answers = this.#of(one, other);
    const key = Math.min(one, other);
    if (!answers.has(key)) answers.set(key, undefined);
  }

  /** Notes how two contents compare. */
  answer(one: number, other: number, answer: SamePicture | null): void {
    const swapped =
      answer?.cropped && ({ cropped: answer.cropped === 'first' ? 'second' : 'first' } as const);
    this.#of(one, other).set(Math.min(one, other), one > other || !answer ? answer : (swapped ?? answer));
  }

  /** @returns The pairs to compare. */
  pending(): (readonly [number, number])[] {
    return [...this.#pairs()].flatMap(([one, other, answer]) =>
      answer === undefined ? [[one, other] as const] : [],
    );
  }

  /** @returns The pairs within connected copies that were no candidates, if few are connected. */
  uncompared(most: number): (readonly [number, number])[] {
    const pairs: (readonly [number, number])[] = [];
    for (const items of components(this.#links())) {
      if (items.length > most) continue;
      for (const [i, other] of items.entries()) {
        for (const one of items.slice(i + 1)) if (!this.#of(one, other).has(other)) pairs.push([one, other]);
      }
    }
    return pairs;
  }

  /**
   * @param contents The contents that are asked for, sorted by hash, with the photos that have them.
   * @returns Hashes of those of each picture that several photos show, and which of them are crops of another.
   */
  groups(
    contents: ReadonlyMap<string, { readonly length: number }>,
  ): { hashes: string[]; cropped: ReadonlySet<string> }[] {
    const sorted = [...contents.keys()];
    const place = new Map(sorted.map((hash, i) => [hash, i]));
    const at = (item: number): number | undefined => place.get(this.hash(item));
    const links = [...this.#pairs()].flatMap(([one, other, answer]) => {
      const [a, b] = answer ? [at(one), at(other)] : [];
      return a === undefined || b === undefined ? [] : [[a, b] as const];
    });
    const found = stars(links).map(({ members }) => members.map((member) => sorted[member] as string));
    const grouped = new Set(found.flat());
    for (const [hash, { length }] of contents) if (length > 1 && !grouped.has(hash)) found.push([hash]);
    return found.map((hashes) => ({ hashes, cropped: this.#cropped(hashes) }));
  }

  #cropped(hashes: readonly string[]): Set<string> {
    const items = hashes.flatMap((hash) => this.#items.get(hash) ?? []);
    const cropped = new Set<string>();
    for (const one of items) {
      for (const other of items) {
        const answer = one > other ? this.#answers.get(one)?.get(other) : undefined;
        if (answer?.cropped) cropped.add(this.hash(answer.cropped === 'first' ? one : other));
      }
    }
    return cropped;
  }

  #of(one: number, other: number): Map<number, Answer> {
    const key = Math.max(one, other);
    const known = this.#answers.get(key) ?? new Map<number, Answer>();
    this.#answers.set(key, known);
    return known;
  }

  *#pairs(): Generator<[number, number, Answer]> {
    for (const [one, answers] of this.#answers)
      for (const [other, answer] of answers) yield [one, other, answer];
  }

  #links(): Map<number, Set<number>> {
    const links = new Map<number, Set<number>>();
    const link = (from: number, to: number): void => {
      const known = links.get(from);
      if (known) known.add(to);
      else links.set(from, new Set([to]));
    };
    for (const [one, other, answer] of this.#pairs()) {
      if (!answer) continue;
      link(one, other);
      link(other, one);
    }
    return links;
  }
}
