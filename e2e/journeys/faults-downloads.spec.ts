import { expect, test } from '@playwright/test';
import { downloads } from '../faults/downloads.ts';

test('downloads from misbehaving hosts end with the right model', async () => {
  const { checks, failures } = await downloads({ count: 2, seed: 1, report: () => undefined });
  expect(failures).toEqual([]);
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
});
