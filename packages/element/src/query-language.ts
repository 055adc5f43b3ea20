/** Scripts that are written together, by the name that a locale has for the mixture. */
const MIXTURES: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Hani', 'Hira', 'Kana'],
  Kore: ['Hang', 'Hani'],
  Hans: ['Hani'],
  Hant: ['Hani'],
};

/** Scripts of more than one language, or of one with many speakers: kana before the Han that it is mixed with. */
const SCRIPTS =
  'Hira Kana Hang Hani Arab Cyrl Deva Beng Thai Hebr Grek Taml Telu Mlym Knda Gujr Guru Sinh Mymr Khmr Laoo Geor Armn Ethi Latn';

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
  const known = written(['Zyyy', 'Zinh', ...languages.flatMap(scriptsOf)]);
  return letters.some((letter) => !known.test(letter));
}

/** @returns The language that a query’s script is mostly used for, as ISO 639-1 code; undefined if there is no telling. */
export function likelyLanguage(query: string): string | undefined {
  const script = SCRIPTS.split(' ').find((script) => written([script]).test(query));
  return script && new Intl.Locale('und', { script }).maximize().language;
}

/** Finds a letter of these scripts, which go by their ISO 15924 codes. */
const written = (scripts: readonly string[]): RegExp =>
  new RegExp(`[${scripts.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u');

function scriptsOf(language: string): readonly string[] {
  const { script } = new Intl.Locale(language).maximize();
  return script ? (MIXTURES[script] ?? [script]) : [];
}
