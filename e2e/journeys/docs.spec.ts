import { expect, test } from '@playwright/test';

test('the documentation is read and searched, says nothing in the console, and asks no other origin', async ({
  page,
  baseURL,
}) => {
  const said: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(baseURL as string))
      elsewhere.push(request.url());
  });
  const title = page.getByRole('heading', { level: 1 });

  await page.goto('docs/');
  await page.getByRole('link', { name: 'First search' }).first().click();
  await expect(title).toContainText('First search');
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill('too-large-image');
  await page.getByRole('option', { name: 'too-large-image' }).first().click();
  await expect(title).toContainText('Image and file errors');
  await page.getByRole('link', { name: 'API' }).click();
  await expect(title).toContainText('API');
  await page.getByRole('link', { name: 'Open the app' }).click();
  await expect(page.getByRole('button', { name: /sample album/i })).toBeVisible();

  expect(said).toEqual([]);
  expect(elsewhere).toEqual([]);
});
