import { setTimeout as sleep } from 'node:timers/promises';
import type { ClipInfo } from '@web-clip/clip';
import type { LibraryStatus, Photo } from '@web-clip/photos';
import { patiently } from '../patience.ts';
import type { Tab } from './drivers/driver.ts';
import { findHidden, findVisible, type Seen, type Target } from './seen.ts';

/**
 * Default time limit of waits, in milliseconds. It is long because machines are busy and a successful wait costs
 * nothing.
 */
const PATIENCE = patiently(60_000);
/** Time limit for indexing an album, in milliseconds. */
const ALBUM_PATIENCE = patiently(120_000);
/**
 * Time limit of one poll, in milliseconds. A page whose worker has failed never answers, and reports that elsewhere.
 */
const LOOK_LIMIT = 10_000;
/** Polling interval, in milliseconds. */
const LOOK_EVERY = 50;

const ALERT: Target = { selector: '[role=alert]' };
const STATUS: Target = { selector: 'p[role=status]' };
const PHOTOS: Target = { selector: '[aria-label=Photos] [role=listitem] img' };

/** The button that stops indexing. */
export const CANCEL: Target = { selector: 'button', named: '^Cancel$' };
/** The search box. */
export const SEARCH_BOX: Target = { selector: 'input.words' };

/** @returns The dialog with this name, or any dialog. */
export const dialog = (named?: string): Target => ({ selector: 'dialog[open]', ...(named && { named }) });
/** @returns The button whose name matches this regular expression. */
export const button = (named: string): Target => ({ selector: 'button', named });

/** A value that a wait resolves to. */
type Truthy<T> = Exclude<NonNullable<T>, false | 0 | ''>;

/** A user of the page, who sees what is visible and uses keyboard and mouse. */
export class Person {
  readonly tab: Tab;
  readonly #site: string;

  /**
   * @param tab A tab of any browser.
   * @param site URL of the built site.
   */
  constructor(tab: Tab, site: string) {
    this.tab = tab;
    this.#site = site;
  }

  /**
   * Opens or reloads the page, and waits until it can be used.
   *
   * @param library Name of a library in the browser's storage, if not the page's own.
   */
  async open(library?: string): Promise<void> {
    await this.tab.goto(this.#site);
    if (library) {
      await this.tab.evaluate(async (name) => {
        const element = document.querySelector('photo-search');
        if (!element) throw new Error('There is no <photo-search>.');
        element.name = name;
        // Until then the page has the previous library.
        await element.updateComplete;
      }, library);
    }
    await this.until('open library', async () => (await this.status()) !== undefined);
  }

  /**
   * Polls until a condition holds.
   *
   * @param what Name of the condition, for the error.
   * @param look Returns the result; falsy means not yet.
   * @throws Error with the page's message as soon as the page shows an alert.
   */
  async until<T>(what: string, look: () => Promise<T>, patience = PATIENCE): Promise<Truthy<T>> {
    let thrown: unknown;
    for (const end = Date.now() + patience; Date.now() < end; await sleep(LOOK_EVERY)) {
      try {
        const seen = await Promise.race([look(), sleep(LOOK_LIMIT)]);
        if (seen) return seen as Truthy<T>;
        thrown = undefined;
      } catch (error) {
        // A page that is navigating cannot be inspected.
        thrown = error;
        continue;
      }
      const [alert] = await this.see(ALERT);
      if (alert?.text) throw new Error(`No ${what}: the page says “${alert.text}”`);
    }
    throw new Error(`No ${what} within ${patience / 1000} s${thrown ? `: ${thrown}` : ''}`);
  }

  /** @returns All visible matches. */
  see(target: Target): Promise<Seen[]> {
    return this.tab.evaluate(findVisible, { target, reveal: false });
  }

  /** Waits until a match is visible. */
  sees(target: Target): Promise<Seen> {
    return this.until(described(target), async () => (await this.see(target))[0]);
  }

  /** Waits until no match is visible. */
  async seesNo(target: Target): Promise<void> {
    await this.until(`end of ${described(target)}`, async () => (await this.see(target)).length === 0);
  }

  /** Waits until an element has focus. */
  focuses(target: Target): Promise<Seen> {
    return this.until(`focus on ${described(target)}`, async () =>
      (await this.see(target)).find(({ focused }) => focused),
    );
  }

  /** Clicks the first match once nothing covers it. */
  async click(target: Target): Promise<void> {
    const { x, y } = await this.until(`${described(target)} to click`, async () => {
      const [seen] = await this.tab.evaluate(findVisible, { target, reveal: true });
      return seen?.reachable ? seen : undefined;
    });
    await this.tab.click(x, y);
  }

  /** Empties the search box, which gets the focus. */
  async clearsBox(): Promise<void> {
    await this.click(SEARCH_BOX);
    await this.until('empty box', async () => {
      if ((await this.see(SEARCH_BOX))[0]?.value === '') return true;
      // The first one may only close the list of suggestions.
      await this.tab.press('Escape');
      return false;
    });
  }

  /** Types a query into the empty search box, and waits for the result. */
  async searches(words: string): Promise<string[]> {
    await this.clearsBox();
    await this.tab.type(words);
    return this.until(`answer to “${words}”`, async () => {
      const [box, status] = [(await this.see(SEARCH_BOX))[0], (await this.see(STATUS))[0]];
      const isAnswered = box?.value === words && status?.text.includes('best match first');
      return isAnswered && (await this.#isQuiet()) ? this.photos() : undefined;
    });
  }

  /** @returns File names of the visible photos, in order. */
  async photos(): Promise<string[]> {
    return (await this.see(PHOTOS)).map(({ name }) => name);
  }

  /** Chooses files, as the dialog of the button “Choose a folder” does. */
  choose(files: readonly string[]): Promise<void> {
    return this.tab.setFiles(`(${findHidden})('.folder-input')`, files);
  }

  /** Chooses an image, as the dialog of the button “Search by picture” does. */
  chooseExample(file: string): Promise<void> {
    return this.tab.setFiles(`(${findHidden})('.picture-input')`, [file]);
  }

  /**
   * Waits until this many photos are searchable, and indexing has ended.
   *
   * @param searchable Number of photos.
   */
  async indexed(searchable: number): Promise<void> {
    await this.until(
      `${searchable} photos to search`,
      async () => (await this.status())?.searchable === searchable && !(await this.isIndexing()),
      ALBUM_PATIENCE,
    );
  }

  /**
   * Waits until every file has been processed, successfully or not.
   *
   * @param photos Number of photos that the library has then.
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

  /**
   * Waits until the page is stored for offline use: the model by the worker, everything else by the service worker.
   */
  async storedForOffline(): Promise<void> {
    const runtimeFiles = await this.tab.evaluate(async () => {
      const clip = await document.querySelector('photo-search')?.clip;
      await clip?.prefetch();
      return (await clip?.info())?.runtimeFiles ?? [];
    }, undefined);
    let stored = '';
    await this.until('stored page', async () => {
      const { urls, state } = await this.tab.evaluate(storedPage, undefined);
      stored = `service worker ${state}, ${urls.length} files, ${urls.filter((url) => url.includes('/ort/'))}`;
      return state === 'activated' && runtimeFiles.every((file) => urls.includes(file));
    }).catch((error: Error) => {
      throw new Error(`${error.message}: ${stored}`);
    });
  }

  /** @returns The library's counts, once it is open. */
  status(): Promise<LibraryStatus | undefined> {
    return this.tab.evaluate(
      async () => (await document.querySelector('photo-search')?.library)?.status(),
      undefined,
    );
  }

  /** @returns The library's readable photos, newest first. */
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

  /** @returns Number of runs of the image encoder since the page was opened. */
  async encoderRuns(): Promise<number> {
    return (await this.info()).timings['encode-image']?.count ?? 0;
  }

  /** Whether no search is running. */
  async #isQuiet(): Promise<boolean> {
    return (await this.see({ selector: '.glass.busy' })).length === 0;
  }
}

const described = ({ selector, named }: Target): string => (named ? `${selector} “${named}”` : selector);

/** Stored URLs of the page, and the state of its service worker. Runs in the page. */
async function storedPage(): Promise<{ urls: string[]; state: string }> {
  const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const urls = (await Promise.all(opened.map((cache) => cache.keys()))).flat().map(({ url }) => url);
  const registration = await navigator.serviceWorker.getRegistration();
  const { active, waiting, installing } = registration ?? {};
  return { urls, state: (active ?? waiting ?? installing)?.state ?? 'missing' };
}
