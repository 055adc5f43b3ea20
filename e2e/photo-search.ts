import { expect, type Locator, type Page } from '@playwright/test';
import type { ClipInfo } from '@web-clip/clip';
import type { LibraryStatus } from '@web-clip/photos';
import { patiently } from './patience.ts';

/** The page from the user's point of view. */
export class PhotoSearchPage {
  readonly box: Locator;
  /** The visible photos. */
  readonly photos: Locator;
  readonly cancel: Locator;

  constructor(readonly page: Page) {
    this.box = page.getByRole('combobox', { name: 'Search your photos' });
    this.photos = page.getByRole('list', { name: 'Photos' }).getByRole('listitem').getByRole('img');
    this.cancel = page.getByRole('button', { name: 'Cancel' });
  }

  async open(): Promise<void> {
    await this.page.goto('');
    await expect.poll(async () => (await this.status()) !== undefined).toBe(true);
  }

  async chooseFolder(folder: string): Promise<void> {
    await this.page.locator('.folder-input').setInputFiles(folder);
  }

  async chooseSamples(): Promise<void> {
    await this.page.getByRole('button', { name: /sample album/i }).click();
  }

  /** Waits until this many photos are searchable, and indexing has ended. */
  async indexed(count: number): Promise<void> {
    await expect
      .poll(
        async () => {
          const { searchable } = (await this.status()) ?? {};
          // If indexing fails, the alerts say why.
          return { searchable, alerts: await this.page.getByRole('alert').allTextContents() };
        },
        { timeout: patiently(100_000) },
      )
      .toMatchObject({ searchable: count });
    await expect(this.cancel).toBeHidden();
  }

  /** The library's counts, once it is open. */
  status(): Promise<LibraryStatus | undefined> {
    return this.page.evaluate(async () => {
      const library = await document.querySelector('photo-search')?.library;
      return library?.status();
    });
  }

  /** Types a query, and waits until this photo is the best match. */
  async search(words: string, best: string): Promise<void> {
    await this.box.fill(words);
    await expect(this.photos.first()).toHaveAttribute('alt', best);
    await expect(this.page.getByRole('status')).toContainText('best match first');
  }

  /**
   * Waits until the page is stored for offline use: the model by the worker, everything else by the service worker.
   */
  async storedForOffline(): Promise<void> {
    const runtimeFiles = await this.page.evaluate(async () => {
      const clip = await document.querySelector('photo-search')?.clip;
      await clip?.prefetch();
      return (await clip?.info())?.runtimeFiles ?? [];
    });
    const stored = (): Promise<boolean> =>
      this.page.evaluate(async (all) => {
        const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
        const urls = (await Promise.all(opened.map((cache) => cache.keys()))).flat().map(({ url }) => url);
        const worker = (await navigator.serviceWorker.getRegistration())?.active;
        return worker?.state === 'activated' && all.every((file) => urls.includes(file));
      }, runtimeFiles);
    await expect.poll(stored, { timeout: patiently(60_000) }).toBe(true);
  }

  /** File names of the visible photos, in order. */
  names(): Promise<string[]> {
    return this.photos.evaluateAll((images) => images.map((image) => (image as HTMLImageElement).alt));
  }

  /** Number of runs of the image encoder since the page was loaded. */
  async encoderRuns(): Promise<number> {
    return (await this.#info()).timings['encode-image']?.count ?? 0;
  }

  /** Images per run of the encoder. */
  async batchSize(): Promise<number> {
    return (await this.#info()).batchSize;
  }

  #info(): Promise<ClipInfo> {
    return this.page.evaluate(async () => {
      const clip = await document.querySelector('photo-search')?.clip;
      if (!clip) throw new Error('There is no model yet.');
      return clip.info();
    });
  }
}
