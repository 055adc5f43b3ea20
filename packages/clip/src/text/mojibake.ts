/**
 * Finds and undoes mojibake: UTF-8 that was decoded with a single-byte encoding. A port of the parts of ftfy
 * 6.3.1 that `fix_text` uses (https://github.com/rspeer/python-ftfy, Apache License 2.0).
 */
import { CP437, MOJIBAKE, UTF8_CLUES, WINDOWS_1252 } from './ftfy-tables.ts';
import { PYTHON_SPACE } from './python-text.ts';

const {
  common,
  c1,
  bad,
  law,
  currency,
  startPunctuation: start,
  endPunctuation: end,
  numeric,
  kaomoji,
  upperAccented: upper,
  lowerAccented: lower,
  upperCommon,
  lowerCommon,
  box,
} = MOJIBAKE;

/** Unlikely neighbours. The order and grouping are ftfy's (badness.py). */
const BADNESS = new RegExp(
  [
    `[${c1}]`,
    `[${bad}${lower}${upper}${box}${start}${end}${currency}${numeric}${law}][${bad}]`,
    `[a-zA-Z][${lowerCommon}${upperCommon}][${bad}]`,
    `[${bad}][${lower}${upper}${box}${start}${end}${currency}${numeric}${law}]`,
    `[${lower}${lowerCommon}${box}${end}${currency}${numeric}][${upper}]`,
    `[${box}${end}${currency}${numeric}][${lower}]`,
    `[${lower}${box}${end}][${currency}]`,
    `[${PYTHON_SPACE}][${upper}][${currency}]`,
    `[${upper}${box}][${numeric}${law}]`,
    `[${lower}${upper}${box}${currency}${end}][${start}][${numeric}]`,
    `[${lower}${upper}${currency}${numeric}${box}${law}][${end}][${start}]`,
    `[${currency}${numeric}${box}][${start}]`,
    `[a-z][${upper}][${start}${currency}]`,
    `[${box}][${kaomoji}]`,
    `[${lower}${upper}${currency}${numeric}${start}${end}${law}][${box}]`,
    `[${box}][${end}]`,
    `[${lower}${upper}][${start}${end}][\\p{L}\\p{N}_]`,
    '[Œœ][^A-Za-z]',
    `[${upper}]°`,
    `[ÂÃÎÐ][€œŠš¢£Ÿž\\xa0\\xad®©°·»${start}${end}–—´]`,
    '×[²³]',
    `[ØÙ][${common}${currency}${bad}${numeric}${start}ŸŠ®°µ»][ØÙ][${common}${currency}${bad}${numeric}${start}ŸŠ®°µ»]`,
    'à[²µ¹¼½¾]',
    '√[±∂†≠®™´≤≥¥µø]',
    '≈[°¢]',
    '‚Ä[ìîïòôúùû†°¢π]',
    '‚[âó][àä°ê]',
    'вЂ',
    `[ВГРС][${c1}${bad}${start}${end}${currency}°µ][ВГРС]`,
    'ГўВЂВ.[A-Za-z ]',
    'Ã[\\xa0¡]',
    `[a-z][${PYTHON_SPACE}]?[ÃÂ] `,
    '^[ÃÂ] ',
    `[a-z.,?!${end}]Â[ ${start}${end}]`,
    'β€[™\\xa0Ά\\xad®°]',
    `[ΒΓΞΟ][${c1}${bad}${start}${end}${currency}°][ΒΓΞΟ]`,
    'ā€',
  ].join('|'),
  'u',
);

const { firstOf2, firstOf3, firstOf4, continuation, continuationStrict } = UTF8_CLUES;

/** Runs of characters that look like UTF-8 in a single-byte encoding (chardata.py). */
const UTF8_DETECTOR = new RegExp(
  `(?<![${continuationStrict}])(?:[${firstOf2}][${continuation}]|[${firstOf3}][${continuation}]{2}|[${firstOf4}][${continuation}]{3})+`,
  'gu',
);

/** A single-byte encoding: the characters of its bytes, and whether U+FFFD stands for byte 0x1a. */
interface Charmap {
  name: string;
  sloppy: boolean;
  bytes: Map<string, number>;
}

/** In the order in which ftfy tries them. */
const CHARMAPS: readonly Charmap[] = [
  charmap('latin-1', false, (byte) => String.fromCharCode(byte)),
  // Not with TextDecoder, which decodes it as Latin-1 in Node 20: https://github.com/nodejs/node/issues/56542
  charmap('windows-1252', true, (byte) => WINDOWS_1252[byte - 128] ?? String.fromCharCode(byte)),
  ...['1251', '1250', '1253', '1254', '1257'].map((page) => platformCharmap(`windows-${page}`, true)),
  platformCharmap('iso-8859-2', false),
  platformCharmap('macintosh', false),
  charmap('cp437', false, (byte) => CP437[byte - 128] as string),
];

function platformCharmap(name: string, sloppy: boolean): Charmap {
  const decoder = new TextDecoder(name);
  return charmap(name, sloppy, (byte) => {
    const character = decoder.decode(Uint8Array.of(byte));
    // Bytes without a character stand for themselves.
    return character === '\ufffd' ? String.fromCharCode(byte) : character;
  });
}

function charmap(name: string, sloppy: boolean, character: (byte: number) => string): Charmap {
  const bytes = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++)
    bytes.set(byte < 128 ? String.fromCharCode(byte) : character(byte), byte);
  if (sloppy) {
    bytes.delete('\x1a');
    bytes.set('\ufffd', 0x1a);
  }
  return { name, sloppy, bytes };
}

/**
 * Undoes mojibake as ftfy's `fix_encoding` does, until nothing changes.
 *
 * @param text Any text. Most texts are returned unchanged.
 */
export function fixEncoding(text: string): string {
  for (let current = text; ; ) {
    const fixed = fixOnce(current);
    if (fixed === current) return current;
    current = fixed;
  }
}

/**
 * Replaces C1 control characters by the Windows-1252 characters that were meant.
 *
 * @param text Any text.
 */
export function fixC1Controls(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 128] ?? control);
}

const isBad = (text: string): boolean => BADNESS.test(text);

function fixOnce(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/^[\x00-\x7f]*$/.test(text) || !isBad(text)) return text;
  for (const map of CHARMAPS) {
    const bytes = encode(text, map);
    if (!bytes) continue;
    const restored = map.name === 'macintosh' ? bytes : restoreByteA0(bytes);
    const decoded = decodeUtf8(map.sloppy ? replaceLossySequences(restored) : restored);
    if (decoded !== undefined) return decoded;
  }
  const inconsistent = text.replace(UTF8_DETECTOR, (part) =>
    part.length < text.length && isBad(part) ? fixEncoding(part) : part,
  );
  if (inconsistent !== text) return inconsistent;
  return fixC1Controls(text);
}

function encode(text: string, { bytes }: Charmap): string | undefined {
  let encoded = '';
  for (const character of text) {
    const byte = bytes.get(character);
    if (byte === undefined) return undefined;
    encoded += String.fromCharCode(byte);
  }
  return encoded;
}

// Bytes are handled as strings of characters 0 to 255, so that regular expressions work on them.

/** Restores spaces that were byte 0xa0 of a UTF-8 sequence (fixes.py, `restore_byte_a0`). */
function restoreByteA0(bytes: string): string {
  const altered =
    /[\xc2\xc3\xc5\xce\xd0\xd9] |[\xe2\xe3] [\x80-\x84\x86-\x9f\xa1-\xbf]|[\xe0-\xe3][\x80-\x84\x86-\x9f\xa1-\xbf] |\xf0 [\x80-\xbf][\x80-\xbf]|\xf0[\x80-\xbf] [\x80-\xbf]|\xf0[\x80-\xbf][\x80-\xbf] /g;
  if (bytes.search(altered) < 0) return bytes;
  return bytes
    .replace(/\xc3 (?! |quele|quela|quilo|s )/g, '\xc3\xa0 ')
    .replace(altered, (sequence) => sequence.replaceAll(' ', '\xa0'));
}

/** Replaces UTF-8 sequences with lost bytes by U+FFFD (fixes.py, `replace_lossy_sequences`). */
function replaceLossySequences(bytes: string): string {
  return bytes.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: 0x1a stands for a lost byte
    /[\xc2-\xdf]\x1a|[\xc2\xc3]\?|\xed[\xa0-\xaf][\x1a?]\xed[\xb0-\xbf][\x1a?\x80-\xbf]|\xed[\xa0-\xaf][\x1a?\x80-\xbf]\xed[\xb0-\xbf][\x1a?]|[\xe0-\xef][\x1a?][\x1a\x80-\xbf]|[\xe0-\xef][\x1a\x80-\xbf][\x1a?]|[\xf0-\xf4][\x1a?][\x1a\x80-\xbf][\x1a\x80-\xbf]|[\xf0-\xf4][\x1a\x80-\xbf][\x1a?][\x1a\x80-\xbf]|[\xf0-\xf4][\x1a\x80-\xbf][\x1a\x80-\xbf][\x1a?]|\x1a/g,
    '\xef\xbf\xbd',
  );
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes UTF-8, including CESU-8's surrogate pairs and Java's zero (bad_codecs/utf8_variants.py). Undefined
 * if the bytes are invalid.
 */
function decodeUtf8(bytes: string): string | undefined {
  const regular = bytes
    .replaceAll('\xc0\x80', '\0')
    .replace(/\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]/g, (pair) => {
      const at = (index: number): number => pair.charCodeAt(index);
      const code =
        ((at(1) & 0x0f) << 16) + ((at(2) & 0x3f) << 10) + ((at(4) & 0x0f) << 6) + (at(5) & 0x3f) + 0x10000;
      return String.fromCharCode(...new TextEncoder().encode(String.fromCodePoint(code)));
    });
  try {
    return utf8.decode(Uint8Array.from(regular, (byte) => byte.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
