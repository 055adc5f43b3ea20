import type { Page } from '@playwright/test';
import { openModules } from '../modules.ts';
import { samples } from '../workspace.ts';
import { type MortalBrowser, startMortalBrowser } from './mortal-browser.ts';
import type { Outcome, SuiteOptions } from './outcome.ts';
import { Random } from './random.ts';
import { newProfile, withSite } from './site.ts';

/** Enough for small segments to be merged. */
const PHOTOS = 300;

/** The longest that a browser lives once it has begun to index, in milliseconds. */
const LIFE = 3000;

/** What every photo is compared with. */
const WORDS = ['a dog', 'a slice of pizza', 'the sea', 'a red circle'];

/** Cosines of one photo with one text may differ by this: batches are other ones after a kill. */
const ROUNDING = 1e-5;

/**
 * Ends the browser again and again while it indexes a folder, and looks at the library on the next start; once
 * all of the folder is indexed, begins with a new library.
 */
export async function kills({ count, seed, report }: SuiteOptions): Promise<Outcome> {
  const random = new Random(seed);
  const { profile, remove } = newProfile();
  const found = { lost: 0, damaged: 0, finished: 0, different: 0 };
  try {
    await withSite(async (site) => {
      const undisturbed = await once(profile, site, async (page) => {
        await fillFolder(page, samples(), PHOTOS);
        await open(page, 'undisturbed');
        await index(page);
        return indexOf(page);
      });
      let round = 0;
      let committed = 0;
      for (let kill = 0; kill < count; ) {
        const browser = await startMortalBrowser(profile);
        const { page } = browser;
        await openModules(page, site);
        const state = await open(page, `round-${round}`, (searchable) => {
          committed = searchable;
        });
        if (state.searchable < committed) found.lost += committed - state.searchable;
        if (!state.whole) found.damaged++;
        const survived = await until(index(page), random.integer(LIFE));
        if (survived) {
          if (differs(undisturbed, await indexOf(page))) found.different++;
          found.finished++;
          round++;
          committed = 0;
        } else {
          kill++;
          report(`${kill} of ${count} kills`);
        }
        await browser.kill();
      }
      // The last one is finished as well.
      const last = await once(profile, site, async (page) => {
        const state = await open(page, `round-${round}`);
        if (state.searchable < committed) found.lost += committed - state.searchable;
        if (!state.whole) found.damaged++;
        await index(page);
        return indexOf(page);
      });
      if (differs(undisturbed, last)) found.different++;
      found.finished++;
    });
  } finally {
    remove();
  }
  const none = (what: string, number: number) => ({ what, found: String(number), holds: number === 0 });
  return {
    suite: 'kills',
    title: `${count} kills of the browser while it indexed ${PHOTOS} photos, ${found.finished} times to the end`,
    checks: [
      none('committed rows that were lost', found.lost),
      none('libraries that were damaged', found.damaged),
      none('finished indexes that differ from an undisturbed one', found.different),
    ],
  };
}

async function once<T>(profile: string, site: string, work: (page: Page) => Promise<T>): Promise<T> {
  const browser: MortalBrowser = await startMortalBrowser(profile);
  try {
    await openModules(browser.page, site);
    return await work(browser.page);
  } finally {
    await browser.kill();
  }
}

/** Writes pictures into a folder of the origin's private file system: real files, which the browser may read. */
async function fillFolder(page: Page, names: string[], count: number): Promise<void> {
  await page.evaluate(
    async ({ names, count }) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('album', { create: true });
      for (let i = 0; i < count; i++) {
        const name = names[i % names.length] as string;
        const picture = await (await fetch(`samples/${name}`)).blob();
        const file = await folder.getFileHandle(`${i}-${name}`, { create: true });
        const stream = await file.createWritable();
        // Some bytes that no decoder minds make every file another one.
        await stream.write(new Blob([picture, new Uint8Array(2 * i)]));
        await stream.close();
      }
    },
    { names, count },
  );
}

interface State {
  searchable: number;
  /** Whether there is a row and a thumbnail for every photo, and nothing else. */
  whole: boolean;
}

/**
 * Opens a library, and leaves it on the page's window.
 *
 * @param committed Is told how many photos are committed while it is indexed.
 */
async function open(
  page: Page,
  name: string,
  committed: (searchable: number) => void = () => undefined,
): Promise<State> {
  await page.exposeFunction('committed', committed);
  return page.evaluate(async (name) => {
    const clip = await window.webClip.createClip({ device: 'wasm' });
    const library = await window.photos.openLibrary({ clip, name });
    Object.assign(window, { library });
    const { photos, searchable, failed } = await library.status();
    const all = await library.photos();
    const thumbnails = await Promise.all(all.map(({ id }) => library.thumbnail(id)));
    const whole = photos === searchable && failed === 0 && thumbnails.every((each) => each !== undefined);
    return { searchable, whole };
  }, name);
}

/** Indexes the folder. */
async function index(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { library, committed } = window as unknown as KillWindow;
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('album');
    const { searchable } = await library.status();
    await library.add(folder, {
      onProgress: ({ phase, done }) => phase === 'indexing' && committed(searchable + done),
    });
  });
}

/** Cosines of every photo with the words, by its path. */
function indexOf(page: Page): Promise<Record<string, number[]>> {
  return page.evaluate(
    async ({ words, limit }) => {
      const { library } = window as unknown as KillWindow;
      const cosines: Record<string, number[]> = {};
      for (const text of words) {
        for (const { photo, score } of await library.search(text, { limit })) {
          cosines[photo.path] = [...(cosines[photo.path] ?? []), score];
        }
      }
      return cosines;
    },
    { words: WORDS, limit: 2 * PHOTOS },
  );
}

function differs(one: Record<string, number[]>, other: Record<string, number[]>): boolean {
  const paths = Object.keys(one);
  if (paths.length !== PHOTOS || Object.keys(other).length !== PHOTOS) return true;
  return paths.some((path) =>
    (one[path] ?? []).some((value, i) => !(Math.abs(value - (other[path]?.[i] ?? Number.NaN)) < ROUNDING)),
  );
}

/**
 * @returns Whether the work was done by then.
 * @throws What the work throws by then.
 */
async function until(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  // Later it fails with the browser that is ended.
  work.catch(() => undefined);
  return Promise.race([work.then(() => true), late]).finally(() => clearTimeout(timer));
}

interface KillWindow {
  library: Awaited<ReturnType<typeof window.photos.openLibrary>>;
  committed: (searchable: number) => Promise<void>;
}
