import { expect, test } from 'vitest';
import { needsAgreement, rememberAgreement } from './agreements.ts';
import { spec } from './spec.fixture.ts';

const terms = { license: 'Research', licenseUrl: 'https://example.org/1', restriction: 'Research only.' };

test('asks once about a model whose licence restricts use', () => {
  expect(needsAgreement(spec('free', 1))).toBe(false);
  const restricted = spec('restricted', 1, terms);
  expect(needsAgreement(restricted)).toBe(true);
  rememberAgreement(restricted);
  expect(needsAgreement(restricted)).toBe(false);
  expect(needsAgreement(spec('another', 1, terms))).toBe(true);
});

test('asks again when the licence changes', () => {
  rememberAgreement(spec('changing', 1, terms));
  expect(needsAgreement(spec('changing', 1, { ...terms, license: 'Research 2.0' }))).toBe(true);
  expect(needsAgreement(spec('changing', 1, { ...terms, licenseUrl: 'https://example.org/2' }))).toBe(true);
  expect(needsAgreement(spec('changing', 1, { ...terms, restriction: 'No use at all.' }))).toBe(true);
  expect(needsAgreement(spec('changing', 1, terms))).toBe(false);
});
