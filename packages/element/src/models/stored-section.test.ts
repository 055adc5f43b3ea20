import { expect, test } from 'vitest';
import { storedText } from './stored-section.ts';

test('a stored model shows its size and when it was last used', () => {
  const usedAt = Date.UTC(2026, 4, 12);
  expect(storedText({ id: 'some', bytes: 154e6, usedAt }, Date.UTC(2026, 5, 4, 23))).toBe(
    '154 MB stored, last used 3 weeks ago',
  );
});
