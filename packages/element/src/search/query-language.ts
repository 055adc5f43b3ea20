/** Scripts that are mixed in writing, by the script code that a locale has for the mixture. */
const MIXTURES: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Hani', 'Hira', 'Kana'],
  Kore: ['Hang', 'Hani'],
  Hans: ['Hani'],
  Hant: ['Hani'],
};

/** Scripts of several languages, or of one with many speakers. Kana come before the Han that they are mixed with. */
const SCRIPTS =
  'Hira Kana Hang Hani Arab Cyrl Deva Beng Thai Hebr Grek Taml Telu Mlym Knda Gujr Guru Sinh Mymr Khmr Laoo Geor Armn Ethi Latn';

/**
 * Whether a model cannot understand a query: the script is not one of its languages', or the query consists of emoji.
 *
 * @param query The typed text.
 * @param languages The model's languages, as ISO 639-1 codes.
 */
export function isForeign(query: string, languages: readonly string[]): boolean {
  const letters = query.match(/\p{L}/gu) ?? [];
  if (letters.length === 0) return /\p{Extended_Pictographic}|\p{RI}/u.test(query) && !/\p{N}/u.test(query);
  const known = written(['Zyyy', 'Zinh', ...languages.flatMap(scriptsOf)]);
  return letters.some((letter) => !known.test(letter));
}

/** @returns The main language of the query’s script, as ISO 639-1 code; undefined if it is ambiguous. */
export function likelyLanguage(query: string): string | undefined {
  const script = SCRIPTS.split(' ').find((script) => written([script]).test(query));
  return script && new Intl.Locale('und', { script }).maximize().language;
}

/** Matches a letter of these scripts, given as ISO 15924 codes. */
const written = (scripts: readonly string[]): RegExp =>
  new RegExp(`[${scripts.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u');

function scriptsOf(language: string): readonly string[] {
  const { script } = new Intl.Locale(language).maximize();
  return script ? (MIXTURES[script] ?? [script]) : [];
}
