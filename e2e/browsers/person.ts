import { setTimeout as sleep } from 'node:timers/promises';
import type { LibraryStatus, Photo } from '@web-clip/photos';
import type { ClipInfo } from 'web-clip';
import type { Tab } from './drivers/driver.ts';
import { findHidden, findVisible, type Seen, type Target } from './seen.ts';

/** How long anything may take to be seen, in milliseconds: machines are busy, and a wait that succeeds costs nothing. */
const PATIENCE = 60_000;
/** The same for an album. */
const ALBUM_PATIENCE = 120_000;
/** How long one look may take, in milliseconds: a page whose worker has failed never answers, and says so elsewhere. */
const LOOK_LIMIT = 10_000;
/** Between two looks at a page, in milliseconds. */
const LOOK_EVERY = 50;

const ALERT: Target = { selector: '[role=alert]' };
const STATUS: Target = { selector: 'p[role=status]' };
const PHOTOS: Target = { selector: '[aria-label=Photos] [role=listitem] img' };

/** The button that stops indexing. */
export const CANCEL: Target = { selector: 'button', named: '^Cancel$' };
/** The box that words are typed in. */
export const SEARCH_BOX: Target = { selector: 'input.words' };

/** @returns The dialog of this name, or of any. */
export const dialog = (named?: string): Target => ({ selector: 'dialog[open]', ...(named && { named }) });
/** @returns The button of this name, a regular expression's source. */
export const button = (named: string): Target => ({ selector: 'button', named });

/** What is there at last. */
type Truthy<T> = Exclude<NonNullable<T>, false | 0 | ''>;

/** A person before the page of photos, who sees what is visible and uses keys and the mouse. */
export class Person {
  readonly tab: Tab;
  readonly #site: string;

  /**
   * @param tab A tab of any browser.
   * @param site The built site's address.
   */
  constructor(tab: Tab, site: string) {
    this.tab = tab;
    this.#site = site;
  }

  /**
   * Opens the page, or opens it anew, and waits until it can be used.
   *
   * @param library Name of a library in the browser's storage, if it is not to be the page's own.
   */
  async open(library?: string): Promise<void> {
    await this.tab.goto(this.#site);
    if (library) {
      await this.tab.evaluate(async (name) => {
        const element = document.querySelector('photo-search');
        if (!element) throw new Error('There is no <photo-search>.');
        element.name = name;
        // Until then it has the library of before.
        await element.updateComplete;
      }, library);
    }
    await this.until('open library', async () => (await this.status()) !== undefined);
  }

  /**
   * Looks again and again until something is so.
   *
   * @param what Names it, for the error.
   * @param look Gives what is waited for; what is falsy is not there yet.
   * @throws Error with what the page says, as soon as it shows an alert.
   */
  async until<T>(what: string, look: () => Promise<T>, patience = PATIENCE): Promise<Truthy<T>> {
    let thrown: unknown;
    for (const end = Date.now() + patience; Date.now() < end; await sleep(LOOK_EVERY)) {
      try {
        const seen = await Promise.race([look(), sleep(LOOK_LIMIT)]);
        if (seen) return seen as Truthy<T>;
        thrown = undefined;
      } catch (error) {
        // A page that is on its way to another cannot be looked at.
        thrown = error;
        continue;
      }
      const [alert] = await this.see(ALERT);
      if (alert?.text) throw new Error(`No ${what}: the page says “${alert.text}”`);
    }
    throw new Error(`No ${what} within ${patience / 1000} s${thrown ? `: ${thrown}` : ''}`);
  }

  /** @returns All that matches and is visible. */
  see(target: Target): Promise<Seen[]> {
    return this.tab.evaluate(findVisible, { target, reveal: false });
  }

  /** Waits until something is visible. */
  sees(target: Target): Promise<Seen> {
    return this.until(described(target), async () => (await this.see(target))[0]);
  }

  /** Waits until nothing matches that is visible. */
  async seesNo(target: Target): Promise<void> {
    await this.until(`end of ${described(target)}`, async () => (await this.see(target)).length === 0);
  }

  /** Waits until keys go to an element. */
  focuses(target: Target): Promise<Seen> {
    return this.until(`focus on ${described(target)}`, async () =>
      (await this.see(target)).find(({ focused }) => focused),
    );
  }

  /** Clicks the first that matches, once nothing lies over it. */
  async click(target: Target): Promise<void> {
    const { x, y } = await this.until(`${described(target)} to click`, async () => {
      const [seen] = await this.tab.evaluate(findVisible, { target, reveal: true });
      return seen?.reachable ? seen : undefined;
    });
    await this.tab.click(x, y);
  }

  /** Types words into the empty search box, and waits for the answer. */
  async searches(words: string): Promise<string[]> {
    await this.click(SEARCH_BOX);
    await this.tab.press('Escape');
    await this.until('empty box', async () => (await this.see(SEARCH_BOX))[0]?.value === '');
    await this.tab.type(words);
    return this.until(`answer to “${words}”`, async () => {
      const [box, status] = [(await this.see(SEARCH_BOX))[0], (await this.see(STATUS))[0]];
      const isAnswered = box?.value === words && status?.text.includes('best match first');
      return isAnswered && (await this.#isQuiet()) ? this.photos() : undefined;
    });
  }

  /** @returns File names of the photos on the screen, in their order. */
  async photos(): Promise<string[]> {
    return (await this.see(PHOTOS)).map(({ name }) => name);
  }

  /** Chooses files as the dialog of the button “Choose a folder” gives them. */
  choose(files: readonly string[]): Promise<void> {
    return this.tab.setFiles(`(${findHidden})('.folder-input')`, files);
  }

  /** Chooses a picture as the dialog of the button “Search by picture” gives it. */
  chooseExample(file: string): Promise<void> {
    return this.tab.setFiles(`(${findHidden})('.picture-input')`, [file]);
  }

  /**
   * Waits until so many photos can be found, and indexing has ended.
   *
   * @param searchable How many.
   */
  async indexed(searchable: number): Promise<void> {
    await this.until(
      `${searchable} photos to search`,
      async () => (await this.status())?.searchable === searchable && !(await this.isIndexing()),
      ALBUM_PATIENCE,
    );
  }

  /**
   * Waits until every file has been dealt with, whatever came of it.
   *
   * @param photos How many photos the library has then.
   */
  async listed(photos: number): Promise<void> {
    await this.until(
      `${photos} files in the library`,
      async () => (await this.status())?.photos === photos && !(await this.isIndexing()),
      ALBUM_PATIENCE,
    );
  }

  /** @returns Whether photos are being indexed. */
  async isIndexing(): Promise<boolean> {
    return (await this.see(CANCEL)).length > 0;
  }

  /** Waits until the page is stored with all that it needs: its model by the worker, the rest by the service worker. */
  async storedForOffline(): Promise<void> {
    let stored = '';
    await this.until('stored page', async () => {
      const { urls, state } = await this.tab.evaluate(storedPage, undefined);
      stored = `service worker ${state}, ${urls.length} files, ${urls.filter((url) => url.includes('/ort/'))}`;
      return ['.wasm', '.mjs', 'index.json'].every((end) => urls.some((url) => url.includes(end)));
    }).catch((error: Error) => {
      throw new Error(`${error.message}: ${stored}`);
    });
    await this.tab.evaluate(async () => {
      await (await document.querySelector('photo-search')?.clip)?.prefetch();
    }, undefined);
  }

  /** @returns What the library holds, once it is open. */
  status(): Promise<LibraryStatus | undefined> {
    return this.tab.evaluate(
      async () => (await document.querySelector('photo-search')?.library)?.status(),
      undefined,
    );
  }

  /** @returns The library's photos that can be found, newest first. */
  records(): Promise<Photo[]> {
    return this.tab.evaluate(
      async () => (await (await document.querySelector('photo-search')?.library)?.photos()) ?? [],
      undefined,
    );
  }

  /** @returns The files that could not be read. */
  failures(): Promise<Photo[]> {
    return this.tab.evaluate(
      async () => (await (await document.querySelector('photo-search')?.library)?.failures()) ?? [],
      undefined,
    );
  }

  /** @returns What the model runs on. */
  info(): Promise<ClipInfo> {
    return this.tab.evaluate(async () => {
      const clip = await document.querySelector('photo-search')?.clip;
      if (!clip) throw new Error('There is no model.');
      return clip.info();
    }, undefined);
  }

  /** @returns How often the image encoder has run since the page was opened. */
  async encoderRuns(): Promise<number> {
    return (await this.info()).timings['encode-image']?.count ?? 0;
  }

  /** Whether no search is under way. */
  async #isQuiet(): Promise<boolean> {
    return (await this.see({ selector: '.glass.busy' })).length === 0;
  }
}

const described = ({ selector, named }: Target): string => (named ? `${selector} “${named}”` : selector);

/** What the browser keeps of the page, and how far its service worker is. Runs in the page. */
async function storedPage(): Promise<{ urls: string[]; state: string }> {
  const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const urls = (await Promise.all(opened.map((cache) => cache.keys()))).flat().map(({ url }) => url);
  const registration = await navigator.serviceWorker.getRegistration();
  const { active, waiting, installing } = registration ?? {};
  return { urls, state: (active ?? waiting ?? installing)?.state ?? 'missing' };
}
