/** Words by which programs mark copies, in the languages of this page. */
const WORDS =
  /(^|[\s_.~([-])(copy|copie|kopie|copia|cópia|copia de|edited|edit|bearbeitet|modifié|modificat[oa]|editad[oa]|resized|thumb|thumbnail|small|compressed|export)([\s_.~)\]-]|\d*$)/iu;

/** Names that messengers give: WhatsApp, Signal and Telegram. */
const SENT = /^(IMG-\d{8}-WA\d{4}|signal-\d{4}-\d{2}-\d{2}|photo_\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2})/i;

/** Numbers that browsers and systems add to the name of a second file. */
const SECOND = /(\(\d{1,3}\)|~\d)$/;

/** @returns Whether a file's name says that it is a copy of another one. */
export function isCopyName(path: string): boolean {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.[^.]*$/, '')
    .trim();
  return WORDS.test(name) || SENT.test(name) || SECOND.test(name);
}
