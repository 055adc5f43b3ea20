import { Random } from '../faults/random.ts';

/** Random numbers that belong to a name. */
export class NamedRandom extends Random {
  /** @param name Any text: other texts give other numbers. */
  constructor(name: string) {
    super([...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5));
  }

  /** @returns A number in [least, most). */
  between(least: number, most: number): number {
    return least + (most - least) * this.next();
  }

  /** @returns An integer from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + this.integer(most - least + 1);
  }

  /** @returns Whether something of this probability happens. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @returns The items in another order. */
  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [result[i], result[j]] = [result[j] as T, result[i] as T];
    }
    return result;
  }
}
