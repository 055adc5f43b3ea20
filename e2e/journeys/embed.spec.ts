import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { PhotoSearchPage } from '../photo-search.ts';
import { samples, WORKSPACE } from '../workspace.ts';

test('the first example of the README works when copied, and waits for its image', async ({ page }) => {
  const readme = readFileSync(join(WORKSPACE, 'README.md'), 'utf8');
  const [, example = ''] = /^```html\n(.*?)^```$/ms.exec(readme) ?? [];
  expect(example.trim().split('\n').length).toBeLessThanOrEqual(10);
  const imports = JSON.stringify({ imports: { 'web-clip': './web-clip/index.js' } });
  const head = `<!doctype html><title>copied</title><script type="importmap">${imports}</script>`;
  await page.route('**/copied.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: head + example }),
  );
  // The image comes after everything else has been asked for.
  const labelling = page.waitForRequest(/text_model/);
  await page.route('**/lunch.jpg', async (route) => {
    await labelling;
    await route.fulfill({ path: join(WORKSPACE, 'public/models/pocket/goldens/pizza-200x150.png') });
  });
  const message = page.waitForEvent('console', (each) => each.text().includes('label'));
  await page.goto('copied.html');
  expect(await (await message).args()[0]?.jsonValue()).toMatchObject({
    label: 'pizza',
    probability: expect.any(Number),
  });
});

// A page may still be loading when its test ends.
test.afterEach(({ page }) => page.unrouteAll({ behavior: 'wait' }));

/** Opens a third-party page with its own policy, which also applies to the scripts. */
async function openUnder(page: Page, policy: string): Promise<string[]> {
  const headers = { 'Content-Security-Policy': policy };
  const violations: string[] = [];
  await page.exposeFunction('noteViolation', (violation: string) => violations.push(violation));
  await page.addInitScript(`addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    noteViolation(effectiveDirective + ' ' + blockedURI))`);
  await page.route(/\.m?js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), ...headers } });
  });
  await page.route('**/strict.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers,
      body: `<!doctype html><title>strict</title>
        <script type="module" src="web-clip/element.js"></script><photo-search samples="samples/"></photo-search>`,
    }),
  );
  await page.goto('strict.html');
  return violations;
}

test('the element needs no more from a page’s policy than the README says', async ({ page }) => {
  const readme = readFileSync(join(WORKSPACE, 'README.md'), 'utf8');
  const [policy = ''] = /^ {4}script-src [^`]*? default$/m.exec(readme) ?? [];
  expect(policy).toContain('wasm-unsafe-eval');
  const violations = await openUnder(page, `default-src 'none'; ${policy.replace(/\s+/g, ' ')}`);
  const search = new PhotoSearchPage(page);
  await search.chooseSamples();
  await search.indexed(samples().length);
  await search.search('a penguin', 'penguin-in-snow.webp');
  expect(violations).toEqual([]);
});

test('a page whose policy blocks workers is told what to add', async ({ page }) => {
  await openUnder(page, "require-trusted-types-for 'script'; trusted-types lit-html");
  await expect(page.getByRole('alert')).toContainText('Add “web-clip” to its trusted-types.');
});

test('an element runs nothing while it is not in the page', async ({ page }) => {
  await new PhotoSearchPage(page).open();
  const runs = await page.evaluate(async () => {
    const element = Object.assign(document.createElement('photo-search'), { name: 'other' });
    document.body.append(element);
    element.remove();
    await element.updateComplete;
    const begun = element.clip !== undefined;
    element.device = 'wasm';
    await element.updateComplete;
    const changed = element.clip !== undefined;
    document.body.append(element);
    const { backend } = (await (await element.clip)?.info()) ?? {};
    return { begun, changed, backend };
  });
  expect(runs).toEqual({ begun: false, changed: false, backend: 'wasm' });
});

test('a page loaded over plain HTTP is told to use HTTPS', async ({ page, baseURL }) => {
  await page.route('http://photos.example/**', async (route) => {
    const response = await route.fetch({
      url: route
        .request()
        .url()
        .replace('http://photos.example/', baseURL as string),
    });
    await route.fulfill({ response });
  });
  await page.goto('http://photos.example/');
  await expect(page.getByRole('alert')).toContainText('Open it over HTTPS or from localhost.');
});

test('a page that loads the scripts from another origin is told where to serve them', async ({
  page,
  baseURL,
}) => {
  await page.route(/\/web-clip\//, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), 'Access-Control-Allow-Origin': '*' },
    });
  });
  await page.route('http://page.localhost/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>other</title>
        <script type="module" src="${baseURL}web-clip/element.js"></script><photo-search></photo-search>`,
    }),
  );
  await page.goto('http://page.localhost/');
  await expect(page.getByRole('alert')).toContainText('from the page’s own origin');
});
