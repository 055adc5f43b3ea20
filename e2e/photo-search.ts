import { expect, type Locator, type Page } from '@playwright/test';
import type { PhotoSearch } from '@web-clip/element';

/** The page as a person meets it. */
export class PhotoSearchPage {
  readonly box: Locator;
  readonly results: Locator;

  constructor(readonly page: Page) {
    this.box = page.getByRole('searchbox', { name: 'Search your photos' });
    this.results = page.getByRole('list', { name: /photos|results/i }).getByRole('listitem');
  }

  async open(path = ''): Promise<void> {
    await this.page.goto(path);
    await expect(this.page.locator('photo-search')).toBeVisible();
  }

  async chooseFolder(folder: string): Promise<void> {
    await this.page.locator('input.folder-input').setInputFiles(folder);
  }

  async chooseSamples(): Promise<void> {
    await this.page.getByRole('button', { name: /sample album/i }).click();
  }

  /** Waits until so many photos can be found. */
  async searchable(count: number): Promise<void> {
    await expect
      .poll(() => this.#inElement((library) => library.searchable), { timeout: 100_000 })
      .toBe(count);
    await expect(this.page.getByRole('button', { name: 'Cancel' })).toBeHidden();
  }

  /** How many photos can be found now. */
  searchableNow(): Promise<number> {
    return this.#inElement((library) => library.searchable);
  }

  /** Types words, and waits for the results. */
  async search(words: string): Promise<string[]> {
    await this.box.fill(words);
    await this.box.press('Enter');
    await expect(this.page.locator('photo-search')).toHaveAttribute('data-shown', words);
    return this.names();
  }

  /** File names of the results on the screen, in their order. */
  async names(): Promise<string[]> {
    const images = await this.results.getByRole('img').all();
    return Promise.all(images.map(async (image) => (await image.getAttribute('alt')) ?? ''));
  }

  /** How often the image encoder has run since the page was loaded. */
  encoderRuns(): Promise<number> {
    return this.page.evaluate(async () => {
      const clip = await (document.querySelector('photo-search') as PhotoSearch).clip;
      return (await clip?.info())?.timings['encode-image']?.count ?? 0;
    });
  }

  #inElement(pick: (status: { searchable: number }) => number): Promise<number> {
    return this.page
      .evaluate(async () => {
        const library = await (document.querySelector('photo-search') as PhotoSearch).library;
        return library?.status();
      })
      .then((status) => (status ? pick(status) : -1));
  }
}
