import { expect, it } from 'vitest';
import { readVocabulary, VOCABULARY } from './vocabulary.ts';

it('has some 1,500 different words of several facets', () => {
  const words = VOCABULARY.map(({ term }) => term);
  expect(new Set(words).size).toBe(words.length);
  expect(words.length).toBeGreaterThan(1400);
  expect(words.length).toBeLessThan(1600);
  expect(new Set(VOCABULARY.map(({ facet }) => facet)).size).toBeGreaterThan(15);
  expect(words.every((word) => word.trim() === word && word !== '')).toBe(true);
});

it('does not describe people', () => {
  const describing =
    /\b(wom[ae]n|m[ae]n|girls?|boys?|child(?:ren)?|kids?|bab(?:y|ies)|teen\w*|adults?|elderly|old person|persons?|people|ladies|lady|guys?|bride|groom|mother|father|blond\w*|brunette|bald|beard\w*|beautiful|ugly|pretty|handsome|sexy|fat|thin|slim|black person|white person|asian|african|european|arab|indian|jewish|muslim|christian|doctor|nurse|soldier|farmer|teacher|criminal|thief|disabled|blind|pregnant|rich|poor)\b/i;
  expect(VOCABULARY.filter(({ term }) => describing.test(term))).toEqual([]);
});

it('is read from lines', () => {
  expect(readVocabulary('# SPDX: CC0\n\nanimal: dog, guinea pig\nsky: moon\n')).toEqual([
    { term: 'dog', facet: 'animal' },
    { term: 'guinea pig', facet: 'animal' },
    { term: 'moon', facet: 'sky' },
  ]);
});
