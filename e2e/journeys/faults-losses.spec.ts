import { expect, test } from '@playwright/test';
import { losses } from '../faults/losses.ts';
import { testBrowser } from '../test-browser.ts';

test('a GPU lost during a batch is restarted, and no row is lost or wrong', async () => {
  const gpu = { dtype: 'fp32', executablePath: testBrowser() } as const;
  const { checks } = await losses({ count: 1, seed: 7, report: () => undefined }, gpu);
  const lasting = checks.filter(({ isTimed }) => !isTimed);
  expect(lasting.length).toBeGreaterThan(0);
  expect(lasting.filter(({ holds }) => !holds)).toEqual([]);
});
