import type { PhotoTrait } from '../filter.ts';
import { folded } from '../words.ts';

/** What may stand before a colon. */
export type Keyword =
  | 'in'
  | 'before'
  | 'after'
  | 'near'
  | 'place'
  | 'camera'
  | 'lens'
  | 'is'
  | 'rating'
  | 'label'
  | 'album'
  | 'group'
  | 'folder'
  | 'type';

/** The keywords, folded: first the English ones, then those of German, French and Spanish. */
const KEYWORDS: Readonly<Record<Keyword, string>> = {
  in: 'in en',
  before: 'before vor avant antes',
  after: 'after nach apres despues',
  near: 'near bei pres cerca',
  place: 'place ort lieu lugar',
  camera: 'camera kamera appareil camara',
  lens: 'lens objektiv objectif objetivo',
  is: 'is ist est es',
  rating: 'rating bewertung etoiles valoracion',
  label: 'label schlagwort etiquette etiqueta',
  album: 'album',
  group: 'group gruppe groupe grupo',
  folder: 'folder ordner dossier carpeta',
  type: 'type typ tipo',
};

/** The values of `is`, in the same way. */
const KINDS: Readonly<Record<PhotoTrait, string>> = {
  portrait: 'portrait hochformat vertical retrato',
  landscape: 'landscape querformat paysage horizontal',
  square: 'square quadrat carre cuadrado',
  screenshot: 'screenshot bildschirmfoto capture captura',
  panorama: 'panorama panoramique panoramica',
  document: 'document dokument documento',
  video: 'video',
  blurred: 'blurred blurry unscharf floue flou borrosa borroso',
  favourite: 'favourite favorite favorit favori favorito',
  hidden: 'hidden versteckt masque oculto',
};

function byName<Name extends string>(names: Readonly<Record<Name, string>>): ReadonlyMap<string, Name> {
  const entries = Object.entries(names) as [Name, string][];
  return new Map(entries.flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)));
}

const BY_KEYWORD = byName(KEYWORDS);
const BY_KIND = byName(KINDS);

/** @returns The keyword of this name in any language, whatever its case and accents. */
export const keywordOf = (name: string): Keyword | undefined => BY_KEYWORD.get(folded(name));

/** @returns The value of `is` of this name in any language. */
export const kindOf = (name: string): PhotoTrait | undefined => BY_KIND.get(folded(name));

/** @returns All names of the values of `is`. */
export const kindNames = (): string[] => [...BY_KIND.keys()];
