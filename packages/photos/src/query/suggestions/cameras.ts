import { type Candidate, spanOf, wholeWords } from './candidate.ts';

/** Makes and models that people call their cameras by, folded. */
const MAKES =
  'iphone|ipad|pixel|canon|eos|powershot|nikon|coolpix|sony|fuji(?:film)?|leica|olympus|panasonic|lumix|gopro|dji|samsung|huawei|xiaomi|oneplus|nokia|pentax|ricoh|hasselblad|kodak|motorola';

/** Words that belong to a model: `13 Pro`, `D850`, `X-T3`, `Mark IV`. */
const MODEL =
  '(?:[ -](?:pro|max|plus|mini|ultra|mark|eos|hero|alpha|iv|i{1,3}|[a-z]{0,5}-?[a-z]?\\d[\\p{L}\\p{N}]*|se|xs|xr))*';

const CAMERA = `(?<camera>(?:${MAKES})${MODEL})`;

const TAKEN =
  'taken|shot|made|photographed|captured|aufgenommen|gemacht|fotografiert|geschossen|prise?s?|faite?s?';
const PHOTOS = 'photos?|pictures?|images?|pics|shots|bilder|fotos?|aufnahmen';

/** Without a verb or a possessive, a camera may be what the photo shows. */
const PATTERNS = [
  `(?:(?:${TAKEN}) )?(?:from|with|on|by|using|mit|von|aus|auf|avec|de|depuis|sur) (?:my|our|meine[mrn]|unsere[mrn]|mon|ma|notre) ${CAMERA}(?: (?:${TAKEN}))?`,
  `(?:${TAKEN}) (?:with|on|by|using|avec|sur|par)(?: (?:the|an?|une?|le|la))? ${CAMERA}`,
  `(?:${TAKEN}) (?:avec|sur) l['’]${CAMERA}`,
  `(?:mit|auf|von)(?: (?:dem|der|einem|einer))? ${CAMERA} (?:${TAKEN})`,
  `${CAMERA}[ -](?:${PHOTOS})`,
  `(?<=(?:^|\\s)(?:${PHOTOS}) )(?:(?:de l|d)['’]|du )?${CAMERA}`,
].map((pattern) => new RegExp(wholeWords(pattern), 'gud'));

/** Finds the cameras that a sentence says photos were taken with. */
export function cameras(text: string, plain: string): Candidate[] {
  return PATTERNS.flatMap((pattern) =>
    Array.from(plain.matchAll(pattern), (match) => {
      const camera = text.slice(...spanOf(match, 'camera'));
      return {
        start: match.index,
        end: match.index + match[0].length,
        add: { filter: { camera: /^fuji$/i.test(camera) ? 'Fujifilm' : camera } },
      };
    }),
  );
}
