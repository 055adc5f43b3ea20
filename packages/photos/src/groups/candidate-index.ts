/** Words of 16 bits that a code has. */
const WORDS = 4;

/** Bits of a word that may differ: the least certain ones. */
const FREE_BITS = 3;

/** A code of 64 bits, some of which are uncertain. */
export interface Code {
  /** Four words of 16 bits. */
  words: Uint16Array;
  /** For each word, its {@link FREE_BITS} least certain bits as masks. */
  free: Uint16Array;
}

/**
 * @param values 64 numbers. Their signs are the bits, and their size is how certain these are.
 * @returns Their code.
 */
export function codeOf(values: ArrayLike<number>): Code {
  const words = new Uint16Array(WORDS);
  const free = new Uint16Array(WORDS * FREE_BITS);
  for (let word = 0; word < WORDS; word++) {
    // Neighbouring values go to different words, so that each word has values of all kinds.
    const own = Array.from({ length: 16 }, (_, bit) => values[bit * WORDS + word] as number);
    for (const [bit, value] of own.entries())
      if (value > 0) words[word] = (words[word] as number) | (1 << bit);
    const least = own.map((value, bit) => ({ bit, size: Math.abs(value) })).sort((a, b) => a.size - b.size);
    for (let i = 0; i < FREE_BITS; i++) free[word * FREE_BITS + i] = 1 << (least[i]?.bit ?? 0);
  }
  return { words, free };
}

/** @returns The number of bits in which two codes differ, 0..64. */
export function distance(one: Code, other: Code): number {
  let count = 0;
  for (let i = 0; i < WORDS; i++)
    count += BITS[(one.words[i] as number) ^ (other.words[i] as number)] as number;
  return count;
}

const BITS = Uint8Array.from({ length: 65536 }, (_, word) => {
  let count = 0;
  for (let rest = word; rest; rest &= rest - 1) count++;
  return count;
});

/** The choices among the free bits of a word. */
const CHOICES = 1 << FREE_BITS;

/**
 * Finds codes that have a word in common, but for the least certain bits of one of them. The relation is the same in
 * both directions, so what is found does not depend on the order in which codes came.
 */
export class CandidateIndex {
  readonly #codes: (Code | undefined)[] = [];
  readonly #owners: number[] = [];
  readonly #slots = new Map<number, number[]>();
  /** Slots of codes by word and value. */
  readonly #buckets: number[][][] = Array.from({ length: WORDS }, () => []);
  /** Slots of codes by word and each value that the word takes with its free bits changed. */
  readonly #changed: number[][][] = Array.from({ length: WORDS }, () => []);
  #seen = new Int32Array(0);
  #round = 0;

  /**
   * Adds the codes of an item.
   *
   * @param owner The item. It has no codes yet.
   * @param most Largest number of bits in which the codes of candidates differ.
   * @returns Items with a code that has a word in common with one of these.
   */
  add(owner: number, codes: readonly Code[], most: number): Set<number> {
    const found = new Set<number>();
    for (const code of codes) this.#find(code, most, found);
    found.delete(owner);
    const slots = codes.map((code) => this.#insert(owner, code));
    this.#slots.set(owner, slots);
    return found;
  }

  /** Removes an item. */
  delete(owner: number): void {
    for (const slot of this.#slots.get(owner) ?? []) this.#codes[slot] = undefined;
    this.#slots.delete(owner);
  }

  #insert(owner: number, code: Code): number {
    const slot = this.#codes.push(code) - 1;
    this.#owners.push(owner);
    for (let word = 0; word < WORDS; word++) {
      const value = code.words[word] as number;
      append(this.#buckets[word] as number[][], value, slot);
      for (let choice = 1; choice < CHOICES; choice++)
        append(this.#changed[word] as number[][], value ^ maskOf(code, word, choice), slot);
    }
    return slot;
  }

  #find(code: Code, most: number, found: Set<number>): void {
    this.#round++;
    if (this.#seen.length < this.#codes.length) {
      const seen = new Int32Array(2 * this.#codes.length + 1024);
      seen.set(this.#seen);
      this.#seen = seen;
    }
    const look = (slots: readonly number[] | undefined): void => {
      for (const slot of slots ?? []) {
        if (this.#seen[slot] === this.#round) continue;
        this.#seen[slot] = this.#round;
        const other = this.#codes[slot];
        if (other && distance(code, other) <= most) found.add(this.#owners[slot] as number);
      }
    };
    for (let word = 0; word < WORDS; word++) {
      const value = code.words[word] as number;
      const buckets = this.#buckets[word] as number[][];
      for (let choice = 0; choice < CHOICES; choice++) look(buckets[value ^ maskOf(code, word, choice)]);
      look((this.#changed[word] as number[][])[value]);
    }
  }
}

function append(buckets: number[][], value: number, slot: number): void {
  const bucket = buckets[value];
  if (bucket) bucket.push(slot);
  else buckets[value] = [slot];
}

/** @returns The free bits of a word that one of {@link CHOICES} changes. */
function maskOf({ free }: Code, word: number, choice: number): number {
  let mask = 0;
  for (let i = 0; i < FREE_BITS; i++) if (choice & (1 << i)) mask |= free[word * FREE_BITS + i] as number;
  return mask;
}
