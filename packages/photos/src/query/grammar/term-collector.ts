import type { QueryTerm } from './query.ts';

/** A phrase with alternatives, to which words may still be added. */
interface OpenTerm {
  /** Where it will be among all terms. */
  readonly index: number;
  readonly weight: number;
  readonly alternatives: { words: string[]; isQuoted: boolean }[];
}

/** Makes terms of words, in the order in which they begin. */
export class TermCollector {
  readonly #terms: QueryTerm[] = [];
  #open: OpenTerm | undefined;

  /** Ends the phrase, so that the next word begins another. */
  close(): void {
    if (this.#open) this.#terms[this.#open.index] = termOf(this.#open);
    this.#open = undefined;
  }

  /** Begins a phrase with a weight. */
  begin(weight = 1): OpenTerm {
    this.close();
    const index = this.#terms.push({ text: '' }) - 1;
    this.#open = { index, weight, alternatives: [] };
    return this.#open;
  }

  /** Makes an alternative to the phrase of the next words. */
  addAlternative(): void {
    this.#open?.alternatives.push({ words: [], isQuoted: false });
  }

  /** Adds a word to the phrase, or a quoted phrase; with a minus it is a term of its own, and the phrase goes on. */
  addWord({ text, quoted, minus }: { text: string; quoted: boolean; minus: boolean }): void {
    if (minus) {
      this.#terms.push({ text, weight: -1 });
      return;
    }
    const last = this.#open?.alternatives.at(-1);
    const isFull = last !== undefined && (last.isQuoted || (quoted && last.words.length > 0));
    const { alternatives } = this.#open && !isFull ? this.#open : this.begin();
    const alternative = alternatives.at(-1) ?? { words: [], isQuoted: false };
    if (alternatives.length === 0) alternatives.push(alternative);
    alternative.words.push(text);
    alternative.isQuoted = quoted;
  }

  /** Adds a photo of the library. A weight just before it is its own. */
  addPhoto({ photo, minus }: { photo: number; minus: boolean }): void {
    const { weight, alternatives } = this.#open ?? { weight: 1, alternatives: [] };
    const own = minus ? -1 : alternatives.length === 0 ? weight : 1;
    this.close();
    this.#terms.push({ photo, ...(own !== 1 && { weight: own }) });
  }

  /** @returns All terms that say something, which `""` does not. */
  all(): QueryTerm[] {
    this.close();
    return this.#terms.filter((term) => !('text' in term) || term.text.trim() !== '');
  }
}

function termOf({ weight, alternatives }: OpenTerm): QueryTerm {
  const phrases = alternatives
    .map(({ words }) => ({ text: words.join(' ') }))
    .filter(({ text }) => text.trim() !== '');
  const [first = { text: '' }, second] = phrases;
  return { ...(second ? { anyOf: phrases } : first), ...(weight !== 1 && { weight }) };
}
