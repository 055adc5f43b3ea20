import { GrowingArray } from './growing-array.ts';

/** Words of 16 bits that a code has. */
const WORDS = 4;

/** Values that a word can have. */
const VALUES = 1 << 16;

/** Bits of a word that may differ, unless the caller says: the least certain ones. */
const FREE_BITS = 3;

/** Most items that are found for one: a library may have thousands of scanned pages, which are all alike in small. */
const MOST_FOUND = 1024;

/** A code of 64 bits, some of which are uncertain. */
export interface Code {
  /** Four words of 16 bits. */
  words: Uint16Array;
  /** For each word, its least certain bits as masks; the same number for each. */
  free: Uint16Array;
}

/**
 * @param values 64 numbers. Their signs are the bits, and their size is how certain these are.
 * @param freeBits Bits of a word that may differ. Each one doubles the work.
 * @returns Their code.
 */
export function codeOf(values: ArrayLike<number>, freeBits = FREE_BITS): Code {
  const words = new Uint16Array(WORDS);
  const free = new Uint16Array(WORDS * freeBits);
  for (let word = 0; word < WORDS; word++) {
    let bits = 0;
    // Neighbouring values go to different words, so that each word has values of all kinds.
    for (let bit = 0; bit < 16; bit++) if ((values[bit * WORDS + word] as number) > 0) bits |= 1 << bit;
    words[word] = bits;
    let taken = 0;
    for (let i = 0; i < freeBits; i++) {
      let [least, size] = [0, Number.POSITIVE_INFINITY];
      for (let bit = 0; bit < 16; bit++) {
        const own = Math.abs(values[bit * WORDS + word] as number);
        if (own >= size || taken & (1 << bit)) continue;
        [least, size] = [bit, own];
      }
      taken |= 1 << least;
      free[word * freeBits + i] = 1 << least;
    }
  }
  return { words, free };
}

/** @returns The number of bits in which two codes differ, 0..64. */
export const distance = (one: Code, other: Code): number =>
  bitsOf(lowOf(one) ^ lowOf(other)) + bitsOf(highOf(one) ^ highOf(other));

const lowOf = ({ words }: Code): number => (words[0] as number) | ((words[1] as number) << 16);
const highOf = ({ words }: Code): number => (words[2] as number) | ((words[3] as number) << 16);

/** @returns The number of bits that are set in a number of 32 bits. */
function bitsOf(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Numbers of an entry of {@link Buckets}: one more than the entry before it, 0 if there is none, and its slot. */
const ENTRY = 2;

/** Lists of slots, by word and value. They are chained in an array of numbers, which needs little memory. */
class Buckets {
  /** For each word and value one more than the last entry; 0 if there is none. */
  readonly last = new Int32Array(WORDS * VALUES);
  readonly entries = new GrowingArray<Int32Array<ArrayBuffer>>(Int32Array);

  add(word: number, value: number, slot: number): void {
    const bucket = word * VALUES + value;
    const entry = this.entries.push(this.last[bucket] as number) / ENTRY;
    this.entries.push(slot);
    this.last[bucket] = entry + 1;
  }
}

/**
 * Numbers of a slot, side by side because memory is what a search waits for: the halves of its code, the last round that has
 * seen it, and its item; -1 if that was removed.
 */
const [LOW, HIGH, SEEN, OWNER, SLOT] = [0, 1, 2, 3, 4] as const;

/**
 * Finds codes that have a word in common, but for the least certain bits of one of them. The relation is the same in
 * both directions, so what is found does not depend on the order in which codes came.
 */
export class CandidateIndex {
  readonly #slots = new GrowingArray<Int32Array<ArrayBuffer>>(Int32Array);
  /** The first slot of each item, whose other slots follow it. */
  readonly #first = new Map<number, number>();
  readonly #equal = new Buckets();
  /** By each value that a word takes with its free bits changed. */
  readonly #changed = new Buckets();
  #round = 0;

  /**
   * Adds the codes of an item.
   *
   * @param owner The item. It has no codes yet.
   * @param most Largest number of bits in which the codes of candidates differ.
   * @returns Items with a code that has a word in common with one of these, some thousand at most.
   */
  add(owner: number, codes: readonly Code[], most: number): Set<number> {
    const found = new Set<number>();
    for (const code of codes) this.#find(code, most, found);
    found.delete(owner);
    for (const code of codes) this.#insert(owner, code);
    return found;
  }

  /** Removes an item. */
  delete(owner: number): void {
    const slots = this.#slots.values;
    const first = this.#first.get(owner);
    if (first === undefined) return;
    for (let at = first * SLOT + OWNER; slots[at] === owner; at += SLOT) slots[at] = -1;
    this.#first.delete(owner);
  }

  #insert(owner: number, code: Code): void {
    const slot = this.#slots.push(lowOf(code)) / SLOT;
    this.#slots.push(highOf(code));
    this.#slots.push(0);
    this.#slots.push(owner);
    if (!this.#first.has(owner)) this.#first.set(owner, slot);
    for (let word = 0; word < WORDS; word++) {
      const value = code.words[word] as number;
      this.#equal.add(word, value, slot);
      for (let choice = 1; choice < choicesOf(code); choice++)
        this.#changed.add(word, value ^ maskOf(code, word, choice), slot);
    }
  }

  #find(code: Code, most: number, found: Set<number>): void {
    this.#round++;
    for (let word = 0; word < WORDS; word++) {
      const value = code.words[word] as number;
      for (let choice = 0; choice < choicesOf(code); choice++)
        this.#look(this.#equal, word, value ^ maskOf(code, word, choice), code, most, found);
      this.#look(this.#changed, word, value, code, most, found);
    }
  }

  /** Looks through one list. Nothing in the library is done as often as this. */
  #look(buckets: Buckets, word: number, value: number, code: Code, most: number, found: Set<number>): void {
    const round = this.#round;
    const [entries, slots] = [buckets.entries.values, this.#slots.values];
    const [low, high] = [lowOf(code), highOf(code)];
    let next = buckets.last[word * VALUES + value] as number;
    while (next > 0) {
      const at = (entries[next * ENTRY - 1] as number) * SLOT;
      next = entries[next * ENTRY - ENTRY] as number;
      if (slots[at + SEEN] === round) continue;
      slots[at + SEEN] = round;
      const differing =
        bitsOf((slots[at + LOW] as number) ^ low) + bitsOf((slots[at + HIGH] as number) ^ high);
      if (differing > most) continue;
      const owner = slots[at + OWNER] as number;
      if (owner >= 0 && found.size < MOST_FOUND) found.add(owner);
    }
  }
}

const choicesOf = ({ free }: Code): number => 1 << (free.length / WORDS);

/** @returns The free bits of a word that one of the choices among them changes. */
function maskOf({ free }: Code, word: number, choice: number): number {
  let mask = 0;
  const bits = free.length / WORDS;
  for (let i = 0; i < bits; i++) if (choice & (1 << i)) mask |= free[word * bits + i] as number;
  return mask;
}
