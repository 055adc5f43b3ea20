import { decodeHTML, decodeHTMLStrict } from 'entities';
import { WINDOWS_1252 } from './ftfy-tables.ts';

/**
 * Python's `html.unescape` (https://docs.python.org/3/library/html.html#html.unescape): all character
 * references of HTML 5, with or without a semicolon.
 *
 * @param text Any text.
 */
export function unescapeHtml(text: string): string {
  return text.replace(/&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/g, (reference) =>
    reference.startsWith('&#') ? numericReference(reference) : decodeHTML(reference),
  );
}

/**
 * ftfy's stricter unescaping: only references with a semicolon, and those with lower-case names also in
 * capitals.
 *
 * @param text Any text.
 */
export function unescapeUnambiguousHtml(text: string): string {
  return text.replace(/&#?[0-9A-Za-z]{1,24};/g, (reference) => {
    if (reference.startsWith('&#')) {
      const unescaped = unescapeHtml(reference);
      return unescaped.includes(';') ? reference : unescaped;
    }
    const exact = decodeHTMLStrict(reference);
    if (exact !== reference) return exact;
    const lower = reference.toLowerCase();
    const folded = decodeHTMLStrict(lower);
    const isShouted =
      reference === reference.toUpperCase() && folded !== lower && decodeHTML(reference) === reference;
    return isShouted ? folded.toUpperCase() : reference;
  });
}

/** As in Python's `html` module: code points that are not characters become empty. */
function numericReference(reference: string): string {
  const digits = reference.replace(/^&#|;$/g, '');
  const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  if (code === 0x0d) return '\r';
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80] as string;
  const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0c;
  const isNoCharacter = (code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef);
  return isControl || code === 0x7f || isNoCharacter ? '' : String.fromCodePoint(code);
}
