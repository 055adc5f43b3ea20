import { expect, test } from '@playwright/test';

test('a page without a bundler labels a picture with the built module', async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(baseURL as string)) {
      elsewhere.push(request.url());
    }
  });
  await page.goto('embed/');
  const labels = page.getByRole('listitem');
  await expect(labels).toHaveCount(5);
  await expect(labels.first()).toHaveText(/^pizza: \d+ %$/);
  expect(elsewhere).toEqual([]);
});
