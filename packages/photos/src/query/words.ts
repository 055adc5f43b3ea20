/** @returns A name as its words in lower case, without accents and punctuation, with one space around each. */
const wordsOf = (name: string): string =>
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

/** @returns The text in lower case and without accents, of the same length, so that positions in one are those in the other. */
export function folded(text: string): string {
  return text.replace(/[^\0-@[-`{-\x7f]/g, (letter) => {
    const [base = letter] = letter.normalize('NFD').toLowerCase();
    return base.length === 1 ? base : letter;
  });
}

/** @returns What two names of labels or albums share if they are the same but for case, accents and spaces. */
export function nameKey(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/\s+/g, ' ').trim();
  return plain.replace(/\p{M}+/gu, '') || plain;
}
