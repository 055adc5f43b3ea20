/**
 * Repairs text as ftfy 6.3.1 does by default (https://github.com/rspeer/python-ftfy, `fix_text`, Apache
 * License 2.0). CLIP's training texts were repaired with it.
 */
import { unescapeUnambiguousHtml } from './html-entities.ts';
import { normalize } from './marks.ts';
import { fixC1Controls, fixEncoding } from './mojibake.ts';

/** Latin ligatures and digraphs, with their components. */
const LIGATURES: Record<string, string> = {
  Ĳ: 'IJ',
  ĳ: 'ij',
  ŉ: 'ʼn',
  Ǳ: 'DZ',
  ǲ: 'Dz',
  ǳ: 'dz',
  Ǆ: 'DŽ',
  ǅ: 'Dž',
  ǆ: 'dž',
  Ǉ: 'LJ',
  ǈ: 'Lj',
  ǉ: 'lj',
  Ǌ: 'NJ',
  ǋ: 'Nj',
  ǌ: 'nj',
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'ſt',
  ﬆ: 'st',
};

/**
 * @param text Any text.
 * @returns The text in NFC, with HTML escapes, mojibake, ligatures, curly quotes, full and half widths, line
 *   breaks, lone surrogates, terminal escapes and control characters fixed.
 */
export function fixText(text: string): string {
  let hasEntities = true;
  return text
    .split(/(?<=\n)/)
    .map((line) => {
      // From the first line that looks like markup on, entities are kept.
      if (line.includes('<')) hasEntities = false;
      return fixLine(line, hasEntities);
    })
    .join('');
}

function fixLine(line: string, hasEntities: boolean): string {
  for (let current = line; ; ) {
    const fixed = fixOnce(current, hasEntities);
    if (fixed === current) return current;
    current = fixed;
  }
}

/**
 * All but the innermost of nested ampersands, as in `&amp;amp;amp;`. Unescaping one level per pass would take
 * quadratic time.
 */
const NESTED = /&(?:(?:amp|AMP|#38|#[xX]26);)+(?=(?:amp|AMP|#38|#[xX]26);)/g;

function fixOnce(line: string, hasEntities: boolean): string {
  const unescaped = hasEntities ? unescapeUnambiguousHtml(line.replace(NESTED, '&')) : line;
  const cleaned = fixC1Controls(fixEncoding(unescaped))
    .replace(/[ĲĳŉǱ-ǳǄ-ǌﬀ-ﬆ]/gu, (ligature) => LIGATURES[ligature] ?? ligature)
    .replace(/[\u3000\uff01-\uffef]/g, (wide) => (wide === '\u3000' ? ' ' : wide.normalize('NFKC')))
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u02bc\u2018-\u201b]/g, "'")
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/\p{Cs}/gu, '\ufffd')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal escapes begin with one
    .replace(/\x1b\[[\d;]*[a-zA-Z]/g, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are to be removed
    .replace(/[\0-\x08\x0b\x0e-\x1f\x7f\u206a-\u206f\ufeff\ufff9-\ufffc]/g, '');
  return normalize(cleaned, 'NFC');
}
