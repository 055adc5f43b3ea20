import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean.ts';
import { fixText } from './fix-text.ts';
import { unescapeHtml, unescapeUnambiguousHtml } from './html-entities.ts';

const { cases } = JSON.parse(readFileSync(new URL('ftfy.fixture.json', import.meta.url), 'utf8')) as {
  cases: { text: string; fixed: string; unescaped: string }[];
};

describe('fixText', () => {
  it('matches ftfy', () => {
    for (const { text, fixed } of cases) expect.soft(fixText(text), JSON.stringify(text)).toBe(fixed);
  });
});

describe('fixText with nested entities', () => {
  /** One level at a time, as in ftfy. */
  const unnested = (text: string): string => {
    const next = unescapeUnambiguousHtml(text);
    return next === text ? text : unnested(next);
  };
  const part = fc.constantFrom(
    '&',
    'amp;',
    'AMP;',
    'Amp;',
    '#38;',
    '#x26;',
    '#X26;',
    'lt;',
    'quot;',
    'a',
    ';',
  );

  it('unescapes every level', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        expect(fixText(text)).toBe(unnested(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('unescapeHtml', () => {
  it('matches Python’s html.unescape', () => {
    for (const { text, unescaped } of cases) {
      expect.soft(unescapeHtml(text), JSON.stringify(text)).toBe(unescaped);
    }
  });
});

describe('cleanText', () => {
  const text = '  Salt &amp;amp; “Pepper”:\n\tdon’t_stop  CafÃ©  ';

  it.each([
    ['clip', 'salt & "pepper": don\'t_stop café'],
    ['bert', 'Salt & "Pepper": don\'t_stop Café'],
    ['canonicalize', 'salt pepper dont stop café'],
    ['none', text],
  ] as const)('cleans as %s', (clean, cleaned) => {
    expect(cleanText(text, clean)).toBe(cleaned);
  });

  it('never throws, and leaves only single spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const clean of ['clip', 'bert', 'canonicalize'] as const) {
          const cleaned = cleanText(text, clean);
          expect(cleaned).toBe(cleaned.trim());
          expect(cleaned).not.toMatch(/ {2}/);
        }
      }),
    );
  });
});
