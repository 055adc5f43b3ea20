import { type Keyword, keywordOf } from './keywords.ts';

/** Words that look like a filter. */
export interface FilterToken {
  readonly kind: 'filter';
  readonly keyword: Keyword;
  /** Without spaces around it; it may be empty. */
  readonly value: string;
  readonly minus: boolean;
  /** As it was typed, with its keyword. */
  readonly text: string;
}

/** The smallest parts of a query. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly quoted: boolean; readonly minus: boolean }
  | { readonly kind: 'photo'; readonly photo: number; readonly minus: boolean }
  | FilterToken
  | { readonly kind: 'weight'; readonly weight: number }
  | { readonly kind: 'plus' }
  | { readonly kind: 'bar' };

/** Which quotes close a quoted phrase, by the one that opens it. */
const CLOSING: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“”', '«': '»', '»': '«' };

const SPACE = /\s+/y;
const MINUS = /[-−–](?=\S)/y;
const WEIGHT = /(\d{1,2}(?:[.,]\d{1,2})?)[*×](?=\S)/y;
/** The id of a photo. */
const PHOTO = /photo:(\d{1,15})(?=[\s|]|$)/iy;
const KEYWORD = /([\p{L}]+)[:：]/uy;
const RANGE =
  /(?:\d{4}(?:-\d{1,2}){0,2}\.\.(?:\d{4}(?:-\d{1,2}){0,2})?|\.\.\d{4}(?:-\d{1,2}){0,2})(?=[\s|]|$)/y;
const WORD = /[^\s|]+/y;

/** Splits the text of a query. Every text has tokens, whatever is in it. */
export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text) ?? undefined;
    if (match) at += match[0].length;
    return match;
  };
  /** Takes a quoted phrase. Where the closing quote is missing, it goes on to the end. */
  const takeQuoted = (): string | undefined => {
    const closing = CLOSING[text[at] ?? ''];
    if (closing === undefined) return undefined;
    let phrase = '';
    for (at++; at < text.length && !closing.includes(text[at] as string); at++) {
      if (text[at] === '\\' && at + 1 < text.length) at++;
      phrase += text[at];
    }
    at++;
    return phrase;
  };
  const takeWord = (): string => take(WORD)?.[0] ?? '';
  for (;;) {
    take(SPACE);
    if (at >= text.length) return tokens;
    const start = at;
    const written = (): string => text.slice(start, at);
    if (text[at] === '|' || text[at] === '+') {
      tokens.push({ kind: text[at] === '|' ? 'bar' : 'plus' });
      at++;
      continue;
    }
    let minus = take(MINUS) !== undefined;
    const weight = take(WEIGHT)?.[1];
    if (weight !== undefined) {
      const value = Number(weight.replace(',', '.'));
      tokens.push({ kind: 'weight', weight: minus ? 0 - value : value });
      minus = false;
    }
    const quoted = takeQuoted();
    if (quoted !== undefined) {
      tokens.push({ kind: 'word', text: quoted, quoted: true, minus });
      continue;
    }
    const range = take(RANGE)?.[0];
    if (range !== undefined) {
      tokens.push({ kind: 'filter', keyword: 'in', value: range, minus, text: written() });
      continue;
    }
    const photo = take(PHOTO)?.[1];
    if (photo !== undefined) {
      tokens.push({ kind: 'photo', photo: Number(photo), minus });
      continue;
    }
    const before = at;
    const keyword = keywordOf(take(KEYWORD)?.[1] ?? '');
    if (keyword) {
      const value = takeQuoted() ?? takeWord();
      tokens.push({ kind: 'filter', keyword, value: value.trim(), minus, text: written() });
      continue;
    }
    at = before;
    tokens.push({ kind: 'word', text: takeWord(), quoted: false, minus });
  }
}
