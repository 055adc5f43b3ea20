/** Seeded random numbers (mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
export class Random {
  #state: number;

  /** @param seed An integer. */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** @returns A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** @returns An integer in [0, below). */
  integer(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** @returns A random item. */
  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)] as T;
  }
}
