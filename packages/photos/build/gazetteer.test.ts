import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeGazetteer } from './gazetteer.ts';

test('the gazetteer is what its script makes', () => {
  const file = readFileSync(new URL('../src/places/gazetteer.txt', import.meta.url), 'utf8');
  // A difference of a million characters is no use in a message.
  expect(makeGazetteer() === file).toBe(true);
});
