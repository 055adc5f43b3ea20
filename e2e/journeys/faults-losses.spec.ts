import { expect, test } from '@playwright/test';
import { losses } from '../faults/losses.ts';

test('a GPU lost during a batch is restarted, and no row is lost or wrong', async () => {
  const { checks } = await losses({ count: 1, seed: 7, report: () => undefined });
  const lasting = checks.filter(({ isTimed }) => !isTimed);
  expect(lasting.length).toBeGreaterThan(0);
  expect(lasting.filter(({ holds }) => !holds)).toEqual([]);
});
