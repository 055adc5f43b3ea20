type Language = typeof import('./box-language.ts');

let language: Language | undefined;

/** @returns The language of the search box, once it is loaded: empty boxes and plain examples do without it. */
export const loadedLanguage = (): Language | undefined => language;

/** Loads the language of the search box. */
export async function loadLanguage(): Promise<Language> {
  language ??= await import('./box-language.ts');
  return language;
}
