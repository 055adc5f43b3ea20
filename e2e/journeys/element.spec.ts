import { type CDPSession, expect, type Page, test } from '@playwright/test';
import type { Photo } from '@web-clip/photos';
import { axeFindings } from '../axe.ts';
import { openModules } from '../modules.ts';

type PhotoSearch = HTMLElementTagNameMap['photo-search'];

/** Often enough that what each round leaves behind stands out from compiled code. */
const ROUNDS = 100;

/** Compiled code takes up to half of this. */
const GROWTH_BYTES = 1_000_000;

const ALBUM = ['penguin-in-snow', 'slice-of-pizza', 'two-cats', 'castle', 'alarm-clock', 'elephant'];

/** Puts an element in German into an empty page, and lets the page note what it hears. */
async function openElement(page: Page): Promise<void> {
  await openModules(page);
  await page.evaluate(async () => {
    await import(new URL('web-clip/element.js', location.href).href);
    document.documentElement.lang = 'de';
    const element = document.createElement('photo-search');
    Object.assign(element, { device: 'wasm', name: 'foreign', selection: 'one' });
    window.heard = [];
    element.addEventListener('results', ({ detail }) =>
      window.heard.push(`results of ${String(detail.query)}`),
    );
    element.addEventListener('select', ({ detail }) => window.heard.push(`selected ${detail[0]?.path}`));
    element.addEventListener('error', ({ detail }) => window.heard.push(detail.code));
    element.addEventListener('progress', ({ detail }) => window.heard.push(detail.phase));
    document.body.append(element);
  });
}

test('a page of its own drives the element by code only', async ({ page }) => {
  await openElement(page);
  await page.addStyleTag({
    content: `photo-search { color-scheme: light; --photo-search-background: rgb(250, 251, 252); --photo-search-height: 30rem }
      photo-search::part(search-box) { border-radius: 0 }`,
  });
  await expect(page.getByRole('heading')).toHaveText('Finden Sie Ihre Fotos, indem Sie sie beschreiben.');
  const found = await page.evaluate(async (names) => {
    const element = document.querySelector('photo-search') as PhotoSearch;
    const files = names.map(async (name) => {
      const file = await (await fetch(`samples/${name}.webp`)).blob();
      return new File([file], `${name}.webp`);
    });
    await element.add(await Promise.all(files));
    const hits = await element.search('a penguin');
    return hits.map(({ photo }) => photo.path);
  }, ALBUM);
  expect(found).toHaveLength(ALBUM.length);
  expect(found[0]).toBe('penguin-in-snow.webp');

  const box = page.getByRole('combobox', { name: 'Ihre Fotos durchsuchen' });
  await expect(box).toHaveValue('a penguin');
  await expect(page.getByRole('status')).toHaveText('6 Fotos, beste Treffer zuerst');
  await page.getByRole('button', { name: 'penguin-in-snow.webp', exact: true }).click();
  expect(await axeFindings(page, 'photo-search')).toEqual([]);
  const chosen = await page.evaluate(async () => {
    const element = document.querySelector('photo-search') as PhotoSearch;
    const [photo] = element.selected as readonly Photo[];
    const file = photo && (await (await element.library)?.file(photo.id));
    return { path: photo?.path, size: file?.size };
  });
  expect(chosen.path).toBe('penguin-in-snow.webp');
  expect(chosen.size).toBeGreaterThan(1000);
  expect(await page.evaluate(() => window.heard)).toEqual(
    expect.arrayContaining(['indexing', 'done', 'results of a penguin', 'selected penguin-in-snow.webp']),
  );
  await expect(page.locator('photo-search')).toHaveCSS('background-color', 'rgb(250, 251, 252)');
  await expect(page.locator('.box')).toHaveCSS('border-radius', '0px');
  await expect(page.locator('photo-search')).toHaveCSS('height', '480px');

  // Threads that prepare photos end when they are idle.
  const models = () => page.workers().filter((worker) => worker.url().includes('clip-worker'));
  expect(models()).toHaveLength(1);
  await page.evaluate(async () => {
    const other = document.createElement('photo-search');
    Object.assign(other, { device: 'wasm', name: 'other' });
    document.body.append(other);
    await other.search('');
  });
  expect(models()).toHaveLength(1);
});

test('an element that is taken out and put back a hundred times leaves nothing behind', async ({ page }) => {
  await openElement(page);
  await page.evaluate(async () => {
    const image = await (await fetch('samples/castle.webp')).blob();
    const element = document.querySelector('photo-search') as PhotoSearch;
    await element.add([new File([image], 'castle.webp')]);
  });
  const session = await page.context().newCDPSession(page);
  // Fills caches.
  await takeOut(page, 10);
  const before = await inUse(session);
  await takeOut(page, ROUNDS);
  const after = await inUse(session);
  expect(after.bytes - before.bytes).toBeLessThan(GROWTH_BYTES);
  expect(after.nodes).toBeLessThan(before.nodes + ROUNDS);
  // Each port to the worker has one, until the worker collects garbage.
  const listeners = async (): Promise<number> => (await inUse(session)).listeners;
  await expect.poll(listeners).toBeLessThan(before.listeners + ROUNDS);
  await page.evaluate(() => document.querySelector('photo-search')?.remove());
  await expect.poll(() => page.workers().map((worker) => worker.url())).toEqual([]);
});

/** Takes the element out of the page and puts it back, each time after a search. */
async function takeOut(page: Page, times: number): Promise<void> {
  await page.evaluate(async (times) => {
    const element = document.querySelector('photo-search') as PhotoSearch;
    for (let i = 0; i < times; i++) {
      await element.search('a castle');
      element.remove();
      document.body.append(element);
    }
    await element.search('');
  }, times);
}

/** What the page still holds after garbage has been collected. */
async function inUse(session: CDPSession): Promise<{ bytes: number; nodes: number; listeners: number }> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { bytes: usedSize, nodes, listeners: jsEventListeners };
}

declare global {
  interface Window {
    /** Events of the element, in words. */
    heard: string[];
  }
}
