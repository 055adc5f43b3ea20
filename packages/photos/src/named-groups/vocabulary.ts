import text from './vocabulary.txt?raw';

/** A word for what photos show. */
export interface VocabularyTerm {
  /** The word, as the search box takes it. */
  term: string;
  /** What kind of word it is, such as `animal`. */
  facet: string;
}

/**
 * Reads a vocabulary.
 *
 * @param written Lines of a facet, a colon and words between commas. Lines that begin with `#` are comments.
 */
export function readVocabulary(written: string): VocabularyTerm[] {
  return written.split('\n').flatMap((line) => {
    const [, facet, words] = /^([^#:][^:]*):(.*)$/.exec(line) ?? [];
    if (facet === undefined || words === undefined) return [];
    return words.split(',').map((word) => ({ term: word.trim(), facet }));
  });
}

/** The words that groups are found and named by, some 1,500. They are web-clip’s own, under CC0. */
export const VOCABULARY: readonly VocabularyTerm[] = readVocabulary(text);
