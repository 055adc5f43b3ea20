import { expect, test } from '@playwright/test';
import { kills } from '../faults/kills.ts';

test('a browser killed while indexing loses nothing that was committed', async () => {
  const { checks } = await kills({ count: 2, seed: 1, report: () => undefined });
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
});
