import { expect, test } from '@playwright/test';
import type { Message, Result } from '@web-clip/bench/result';
import { patiently } from '../patience.ts';
import { samples } from '../workspace.ts';

test('the bench runs unattended and reports, with transformers.js for comparison', async ({ page }) => {
  const messages: Message[] = [];
  await page.route('**/bench/list.json', (route) =>
    route.fulfill({
      json: samples()
        .slice(0, 2)
        .map((name) => `samples/${name}`),
    }),
  );
  await page.route('**/bench/report', (route) => {
    messages.push(route.request().postDataJSON());
    return route.fulfill({ status: 204 });
  });
  // Like that of a bench whose page was closed before it finished.
  await page.goto('bench/bench.html');
  await page.evaluate(() => void indexedDB.open('web-clip-library-bench-left'));
  const query = 'run=index&photos=list.json&device=wasm&peer=1&runs=1&report=report';
  await page.goto(`bench/bench.html?${query}`);
  await expect(page.getByText('Finished.')).toBeVisible({ timeout: patiently(90_000) });

  expect(messages.filter((message) => 'error' in message)).toEqual([]);
  expect(messages[0]).toMatchObject({ environment: { backend: 'wasm', dtype: 'q8' } });
  expect(messages.at(-1)).toEqual({ done: true });
  const results = messages.flatMap((message): Result[] => ('result' in message ? [message.result] : []));
  expect(results.map(({ suite }) => suite)).toEqual(['index']);
  const { rows = [], ratios = [] } = results[0] ?? {};
  expect(rows.map(({ by }) => by)).toEqual(['web-clip', 'web-clip', 'transformers.js', 'transformers.js']);
  expect(ratios).toHaveLength(4);
  for (const { value } of [...rows, ...ratios]) expect(value).toBeGreaterThan(0);
  const { parts } = rows.at(-1) ?? {};
  expect(parts?.cosine).toBeGreaterThan(0.9);
  expect(parts?.['cosine, same pixels']).toBeGreaterThan(0.999);
  const stored = await page.evaluate(() => indexedDB.databases());
  expect(stored.filter(({ name }) => name?.startsWith('web-clip-library-bench'))).toEqual([]);
});

test('the bench says what is wrong with its address', async ({ page }) => {
  await page.goto('bench/bench.html?run=speed');
  await expect(page.getByRole('alert')).toHaveText(/There is no suite “speed”\. Use index, text/);
});

test('the bench says what to choose, and keeps the choice', async ({ page }) => {
  await page.goto('bench/bench.html?runs=1');
  for (const suite of await page.getByRole('checkbox').all()) await suite.uncheck();
  await page.getByRole('combobox', { name: 'Device' }).selectOption('wasm');
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose what to measure');
  await page.getByRole('checkbox', { name: /^text/ }).check();
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText('Finished.')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Device' })).toHaveValue('wasm');
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
});
