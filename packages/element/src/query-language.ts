/** Scripts that are written together, by the name that a locale has for the mixture. */
const MIXTURES: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Han', 'Hiragana', 'Katakana'],
  Kore: ['Hangul', 'Han'],
  Hans: ['Han'],
  Hant: ['Han'],
};

/**
 * Whether a model has no chance with a query: it is written in a script that the model's languages do
 * not use, or has no words at all but emoji.
 *
 * @param query What was typed.
 * @param languages The model's, as ISO 639-1 codes.
 */
export function isForeign(query: string, languages: readonly string[]): boolean {
  const letters = query.match(/\p{L}/gu) ?? [];
  if (letters.length === 0) return /\p{Extended_Pictographic}|\p{RI}/u.test(query) && !/\p{N}/u.test(query);
  const scripts = ['Common', 'Inherited', ...languages.flatMap(scriptsOf)];
  const known = new RegExp(`[${scripts.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u');
  return letters.some((letter) => !known.test(letter));
}

function scriptsOf(language: string): readonly string[] {
  const { script } = new Intl.Locale(language).maximize();
  return script ? (MIXTURES[script] ?? [script]) : [];
}
