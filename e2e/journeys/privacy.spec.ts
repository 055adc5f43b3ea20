import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { serveGpuFaults } from '../gpu-faults.ts';
import { PhotoSearchPage } from '../photo-search.ts';
import { type WatchedSite, watchSite } from '../watched-site.ts';
import { albumOf, SAMPLES, WORKSPACE } from '../workspace.ts';

const HUB = 'https://huggingface.co/';
const REPOSITORY = 'someone/other-clip';
/** Part of every name and query, so that the test finds it wherever they are sent. */
const MARK = 'zyxgloria';
const PHOTO = `pizza-of-${MARK}.webp`;
const QUERY = `a slice of pizza for ${MARK}`;

/** @returns A folder of six photos, one of them HEIC. */
function privateAlbum(): string {
  const album = albumOf(4);
  copyFileSync(join(SAMPLES, 'slice-of-pizza.webp'), join(album, PHOTO));
  const heic = join(WORKSPACE, 'packages/images/src/fixtures/exif.heic');
  copyFileSync(heic, join(album, `${MARK}.heic`));
  return album;
}

/** Answers like the hub, with the bundled model’s files. */
async function answerAsHub(context: BrowserContext): Promise<void> {
  const prefix = `${HUB}${REPOSITORY}/resolve/main/`;
  const headers = { 'Access-Control-Allow-Origin': '*' };
  await context.route(`${HUB}**`, (route) => {
    const path = join(WORKSPACE, 'public/models/pocket', route.request().url().slice(prefix.length));
    return route.fulfill(existsSync(path) ? { path, headers } : { status: 404, headers });
  });
}

async function chooseModelOfHub(page: Page): Promise<void> {
  await page.evaluate((id) => {
    const element = document.querySelector('photo-search');
    const pocket = element?.models.find(({ id }) => id === 'pocket');
    if (!element || !pocket) throw new Error('There is no bundled model.');
    const source = { kind: 'repository', repository: id, revision: 'main' } as const;
    Object.assign(element, { models: [pocket, { ...pocket, id, source }], model: id });
  }, REPOSITORY);
  await expect
    .poll(() =>
      page.evaluate(
        async () => (await (await document.querySelector('photo-search')?.clip)?.info())?.model.id,
      ),
    )
    .toBe(REPOSITORY);
}

/** Searches by text, opens the best photo, and searches for similar ones. */
async function look(search: PhotoSearchPage): Promise<void> {
  await search.search(QUERY, PHOTO);
  await search.photos.first().click();
  const photo = search.page.getByRole('dialog', { name: PHOTO });
  await photo.getByRole('button', { name: 'More like this' }).click();
  await expect(search.photos.first()).not.toHaveAttribute('alt', PHOTO);
}

/** Checks that all requests to the site are for its own files and contain nothing of the user’s. */
function expectNothingTold({ asked, violations }: WatchedSite): void {
  expect(violations).toEqual([]);
  // A download sends HEAD if it was aborted after its last byte, for example because the device changed.
  expect(asked.filter(({ method, body }) => !['GET', 'HEAD'].includes(method) || body > 0)).toEqual([]);
  const others = asked.filter(({ url }) => {
    const { pathname, search } = new URL(url, 'http://site');
    const isFile = existsSync(join(WORKSPACE, 'dist', pathname));
    return !isFile || !/^(\?(version|revision|__WB_REVISION__)=[\w.-]+)?$/.test(search);
  });
  expect(others).toEqual([]);
  expect(
    asked.filter(({ headers }) => headers.includes(MARK) || /^(cookie|authorization)$/im.test(headers)),
  ).toEqual([]);
}

test('a session sends nothing about the user, under the shipped policy', async () => {
  await watchSite(async (site) => {
    const { context, asked, elsewhere } = site;
    await answerAsHub(context);
    const page = await context.newPage();
    const search = new PhotoSearchPage(page);
    await search.open();
    await chooseModelOfHub(page);
    await search.chooseFolder(privateAlbum());
    await search.indexed(6);
    await look(search);
    await search.storedForOffline();
    // Two encoders and two files of the tokenizer.
    expect(elsewhere).toHaveLength(4);
    expect(
      elsewhere.filter((request) => request.includes(MARK) || !request.startsWith(`GET ${HUB}`)),
    ).toEqual([]);
    expect(asked.map(({ url }) => url)).toContain('/sw.js');

    elsewhere.length = 0;
    for (const offline of [false, true]) {
      await context.setOffline(offline);
      // Without the address's query, which a reload would repeat.
      await page.goto('');
      await chooseModelOfHub(page);
      await look(search);
    }
    expect(elsewhere).toEqual([]);
    expectNothingTold(site);
  });
});

test('neither does a session with a GPU that is lost and restarted, as only the user is told', async () => {
  await watchSite(async (site) => {
    const page = await site.context.newPage();
    await serveGpuFaults(page);
    const search = new PhotoSearchPage(page);
    await search.open();
    await page.evaluate(() =>
      Object.assign(document.querySelector('photo-search') ?? {}, { device: 'webgpu' }),
    );
    await search.chooseFolder(privateAlbum());
    await search.indexed(6);
    await page.evaluate(async () => {
      const clip = await document.querySelector('photo-search')?.clip;
      const url = new URL('lost-gpu.js', location.href).href;
      await (await clip?.loadPlugin<{ lose(): void }>(url, undefined))?.lose();
    });
    await search.search(QUERY, PHOTO);
    await expect(page.getByText('The GPU stopped and was restarted. Nothing is lost.')).toBeVisible();
    await look(search);
    expect(site.elsewhere).toEqual([]);
    expectNothingTold(site);
  });
});

test('what the policy forbids is blocked and reported, wherever it is tried', async () => {
  await watchSite(async ({ url, context, elsewhere, violations }) => {
    const page = await context.newPage();
    const search = new PhotoSearchPage(page);
    await search.open();
    await search.storedForOffline();
    const [worker] = page.workers().filter((worker) => worker.url().includes('/assets/worker-'));
    const [service] = context.serviceWorkers();
    if (!worker || !service) throw new Error('There are no workers.');
    expect(violations).toEqual([]);

    const leak = (): Promise<string> => fetch('https://elsewhere.test/').then(String, ({ name }) => name);
    expect(await Promise.all([page.evaluate(leak), worker.evaluate(leak), service.evaluate(leak)])).toEqual(
      Array(3).fill('TypeError'),
    );
    const refused = await page.evaluate(() => {
      const tries = [
        () => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>'),
        () => Object.assign(document.createElement('script'), { textContent: '1' }),
        () => new Worker('data:text/javascript,1'),
        () => trustedTypes?.createPolicy('mine', {} as never),
      ];
      return tries.map((attempt) => {
        try {
          attempt();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      });
    });
    expect(refused).toEqual(Array(4).fill('TypeError'));
    await expect
      .poll(() => [...violations].sort())
      .toEqual([
        'page connect-src https://elsewhere.test/',
        ...Array(3).fill('page require-trusted-types-for trusted-types-sink'),
        'page trusted-types trusted-types-policy',
        'sw.js connect-src https://elsewhere.test/',
        'worker connect-src https://elsewhere.test/',
      ]);
    expect(elsewhere).toEqual([]);

    // A page without the app’s policy may connect, and the test sees that.
    await page.goto(`${url}bench/bench.html`);
    await page.evaluate(leak);
    expect(elsewhere.at(-1)).toContain('GET https://elsewhere.test/');
  });
});

test('the page and its host send the same policy', async ({ page }) => {
  await watchSite(async ({ url }) => {
    const policies = await Promise.all(
      ['', 'sw.js', 'ort/ort-wasm-simd-threaded.mjs'].map(async (path) => {
        const response = await page.request.get(url + path);
        return response.headers()['content-security-policy'];
      }),
    );
    const [policy = ''] = policies;
    expect(policies).toEqual(Array(3).fill(policy));
    expect(readFileSync(join(WORKSPACE, 'dist/_headers'), 'utf8')).toContain(
      `\n  Content-Security-Policy: ${policy}\n`,
    );
    // Examples also allow their import map.
    for (const name of ['index.html', 'examples/labels/index.html']) {
      const html = readFileSync(join(WORKSPACE, 'dist', name), 'utf8');
      const [, inPage] = /<meta http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
      expect(policy).toBe(`${inPage?.replace(/ 'sha256-[\w+/=]+'/, '')}; frame-ancestors 'none'`);
    }
  });
});
