/** @returns A name as its words in lower case, without accents and punctuation, with one space around each. */
export const wordsOf = (name: string): string =>
  ` ${name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** @returns Whether a name contains these words, whole and in this order. No name contains no words. */
export function containsWords(name: string, words: string): boolean {
  const wanted = wordsOf(words);
  return wanted.trim() !== '' && wordsOf(name).includes(wanted);
}
