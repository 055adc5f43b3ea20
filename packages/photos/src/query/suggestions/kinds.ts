import type { Filter, PhotoTrait } from '../filter.ts';
import { usualType } from '../type-test.ts';
import { type Candidate, spanOf, wholeWords } from './candidate.ts';

const PHOTOS = 'photos?|pictures?|images?|pics|shots?|bilder|bildern|fotos?|aufnahmen';

/** Words for kinds of photos, folded. A portrait or a landscape alone is what the photo shows. */
const KINDS: readonly (readonly [kind: PhotoTrait, pattern: string])[] = [
  ['screenshot', "screen ?shots?|bildschirmfotos?|bildschirmaufnahmen?|captures? d['’]ecran"],
  [
    'panorama',
    `panoramas|panorama[ -]?(?:${PHOTOS})|panoramabilder|panoramafotos?|panoramaaufnahmen|(?:photos?|images?) panoramiques?`,
  ],
  [
    'portrait',
    `(?:portrait|vertical)[ -](?:format|orientation)|vertical (?:${PHOTOS})|hochformat(?:ige[nrs]?)?(?: (?:${PHOTOS}))?|(?:format|mode|orientation) portrait|(?:photos?|images?) verticales?`,
  ],
  [
    'landscape',
    `(?:landscape|horizontal)[ -](?:format|orientation)|horizontal (?:${PHOTOS})|querformat(?:ige[nrs]?)?(?: (?:${PHOTOS}))?|(?:format|mode|orientation) paysage|(?:photos?|images?) horizontales?`,
  ],
  [
    'square',
    `square[ -](?:format|photos?)|quadratische[nrs]? (?:${PHOTOS})|quadratformat|quadratisches? format|format carre|(?:photos?|images?) carrees?`,
  ],
  [
    'favourite',
    `favou?rite (?:${PHOTOS})|lieblings(?:${PHOTOS})|(?:photos?|images?) (?:favorites?|preferees?)`,
  ],
  // A video alone may be a part of what the photo shows, such as a video game.
  ['video', 'videos|video ?clips?|videoaufnahmen?'],
  [
    'document',
    'scanned documents?|document scans?|gescannte[nrs]? dokumente?|dokumentscans|documents? (?:numerises?|scannes?)',
  ],
];

const TYPES = 'heic|png|jpe?g|gif|webp|avif|tiff?|bmp|raw|dng|mp4|mov|webm|mkv';
const FILES = `${PHOTOS}|videos?|files?|dateien|datei|fichiers?`;

const TYPE = new RegExp(
  wholeWords(
    `(?<before>${TYPES})[ -](?:${FILES})|(?:${FILES}) (?<after>${TYPES})|(?<plural>heic|png|jpe?g|gif|webp|tiff)s`,
  ),
  'gu',
);

const KIND_PATTERNS = KINDS.map(([kind, pattern]) => [kind, wholeWords(pattern)] as const);

/** `in the folder Alps`, `im Ordner „Alpen“`, `the Alps folder`. */
const FOLDER = new RegExp(
  wholeWords(
    `(?:folder|directory|ordner|dossier|verzeichnis)(?: named| called| namens| nomme)? ["“„«]?\\s?(?<name>[\\p{L}\\p{N}][\\p{L}\\p{N}_-]*)["”“»]?`,
  ),
  'gud',
);

/** Finds the kinds, formats and folders that a sentence names. */
export function kinds(text: string, plain: string): Candidate[] {
  const found = KIND_PATTERNS.flatMap(([is, pattern]) =>
    Array.from(plain.matchAll(pattern), (match) => candidate(match, { is })),
  );
  for (const match of plain.matchAll(TYPE)) {
    const { before, after, plural } = match.groups ?? {};
    found.push(candidate(match, { type: usualType(before ?? after ?? plural ?? '') }));
  }
  for (const match of plain.matchAll(FOLDER)) {
    found.push(candidate(match, { folder: text.slice(...spanOf(match, 'name')) }));
  }
  return found;
}

const candidate = (match: RegExpExecArray, filter: Filter): Candidate => ({
  start: match.index,
  end: match.index + match[0].length,
  add: { filter },
});
