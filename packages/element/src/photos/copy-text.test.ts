import { expect, test } from 'vitest';
import { english } from '../i18n/strings.ts';
import { loadedText } from './copy-text.ts';

const summary = { photos: 1200, known: 1, damaged: 0, settings: {} };

test('loaded photos are counted, followed by what is left to do', () => {
  expect(loadedText(english, summary, undefined)).toBe('1,200 photos added, 1 already here.');
  expect(loadedText(english, { ...summary, damaged: 2 }, undefined)).toMatch(
    /damaged: 2 photos .* indexed again\.$/,
  );
  expect(loadedText(english, summary, 'SigLIP 2')).toMatch(
    /here\. To search them, choose the model SigLIP 2\./,
  );
});
