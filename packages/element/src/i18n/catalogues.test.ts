import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { de } from './de.ts';
import { es } from './es.ts';
import { Formats } from './formats.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { english, type Strings } from './strings.ts';
import { zh } from './zh.ts';

const CATALOGUES = Object.entries({ de, es, fr, ja, zh });

/** Words that languages share, and names that Intl translates. */
const SHARED = [
  'photo',
  'photoList',
  'photos',
  'qualitySource',
  'runsOnWasm',
  'languages',
  'iso',
  'anyOf',
  'inAlbum',
  'albums',
];

/** What a text says with arguments of all kinds. */
function said(text: Strings[keyof Strings], count: number): string {
  if (typeof text === 'string') return text;
  // Names, lists and numbers are formatted alike by all functions that take them.
  const attempts = [
    [count, count],
    [['Holiday'], count],
    ['Holiday', ['en'], count],
    ['video', count],
  ];
  for (const args of attempts) {
    try {
      const words = (text as (...args: unknown[]) => string | undefined)(...args);
      if (words && !/undefined|NaN/.test(words)) return words;
    } catch {
      // It takes other arguments.
    }
  }
  return '';
}

test('every text is used', () => {
  const folder = new URL('..', import.meta.url);
  const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^(?!i18n|.*\.test\.ts$).*\.ts$/.test(path))
    .map((path) => readFileSync(new URL(path.replaceAll('\\', '/'), folder), 'utf8'))
    .join();
  expect(Object.keys(english).filter((name) => !new RegExp(`\\b${name}\\b`).test(source))).toEqual([]);
});

test.each(CATALOGUES)('no text of %s is English', (language, catalogue) => {
  const translated = catalogue(new Formats(language));
  const same = (Object.keys(english) as (keyof Strings)[]).filter((name) => {
    const words = said(translated[name], 2);
    return /\p{L}{3}/u.test(words) && words === said(english[name], 2);
  });
  expect(same.filter((name) => !SHARED.includes(name))).toEqual([]);
});

test('numbers agree with their nouns', () => {
  const french = fr(new Formats('fr'));
  expect([0, 1, 2].map(french.photos)).toEqual(['0 photo', '1 photo', '2 photos']);
  expect(french.photos(1e6)).toMatch(/^1.000.000 de photos$/);
  const spanish = es(new Formats('es'));
  expect([1, 2].map(spanish.filesUnread)).toEqual([
    '1 archivo no se ha podido leer',
    '2 archivos no se han podido leer',
  ]);
  expect(de(new Formats('de')).bestFirst(12_345)).toBe('12.345 Fotos, beste Treffer zuerst');
  expect(de(new Formats('de-CH')).photos(12_345)).toMatch(/^12['’]345 Fotos$/);
});
