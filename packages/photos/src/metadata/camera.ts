import { exifText, xmpText } from './exif-values.ts';
import type { ParsedBlocks } from './find-blocks.ts';

/** Tags of EXIF (Exif 3.0, 4.6.4.A and 4.6.5). */
const MAKE = 0x010f;
const MODEL = 0x0110;
const LENS_MODEL = 0xa434;

/** Words of makers’ names that nobody says. */
const COMPANY =
  /[\s,]+(?:corporation|corp\.?|company|co\.?|ltd\.?|limited|inc\.?|gmbh|optical|imaging|electronics|camera ag|ag)(?=$|[\s,.])\.?/gi;

/** What programs write when they do not know. */
const UNKNOWN = /^(?:unknown.*|none|n\/?a|null|default|undefined|0\.0 mm f\/0\.0|[^\p{L}\d]*)$/iu;

/**
 * @returns Make and model of the camera, or undefined if the file names none. The make is left out if the model
 *   contains it, as in `NIKON D70`.
 */
export function cameraOf(blocks: ParsedBlocks): string | undefined {
  return cameraName(
    exifText(blocks, MAKE) ?? xmpText(blocks, 'tiff', 'Make'),
    exifText(blocks, MODEL) ?? xmpText(blocks, 'tiff', 'Model'),
  );
}

/** @returns The name of a camera of this make and model; see {@link cameraOf}. */
export function cameraName(
  writtenMake: string | undefined,
  writtenModel: string | undefined,
): string | undefined {
  const make = known(writtenMake)?.replace(COMPANY, '');
  const model = known(writtenModel);
  if (!make || !model) return model ?? make;
  const words = make.toLowerCase().split(' ');
  const isNamed = words.some((word) => `${model.toLowerCase()} `.startsWith(`${word} `));
  return isNamed ? model : `${make} ${model}`;
}

/** @returns The lens’s name, or undefined if the file names none. */
export function lensOf(blocks: ParsedBlocks): string | undefined {
  const names = [
    exifText(blocks, LENS_MODEL),
    xmpText(blocks, 'exifEX', 'LensModel'),
    xmpText(blocks, 'aux', 'Lens'),
  ];
  // A number is the lens’s id in some maker’s list.
  return names.map(known).find((name) => name && /\p{L}/u.test(name));
}

/** Maximum length of a name in characters. Longer ones are not names. */
const LONGEST = 100;

/** @returns A name with single spaces, or undefined if it says nothing. */
function known(name: string | undefined): string | undefined {
  const clean = name?.replace(/[\s\p{Cc}\uFFFD]+/gu, ' ').trim();
  return clean && clean.length <= LONGEST && !UNKNOWN.test(clean) ? clean : undefined;
}
