import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { albumOf, SAMPLES } from '../../workspace.ts';
import { type Check, must, Unavailable } from '../findings.ts';
import { button, CANCEL, type Person } from '../person.ts';
import { openAlbum } from './album.ts';
import { KINDS, undamagedImages } from './files.ts';

/** Enough photos to interrupt indexing on a fast machine. */
const MANY = 80;

/** @returns Paths of this many different photos. */
function photosOf(count: number): string[] {
  const folder = albumOf(count);
  return readdirSync(folder).map((name) => join(folder, name));
}

/** Waits until some photos are indexed, but not all. */
const begun = (person: Person): Promise<number> =>
  person.until('first photos', async () => (await person.status())?.searchable);

/** The user stops indexing. */
export const interruption: Check = {
  what: 'indexing can be cancelled and resumed',
  isShort: true,
  run: async ({ visit }) => {
    const person = await visit();
    await person.open('interrupted');
    await person.choose(photosOf(MANY));
    await begun(person);
    await person.click(CANCEL);
    await person.seesNo(CANCEL);
    const kept = (await person.status())?.searchable ?? 0;
    must(kept > 0 && kept < MANY, `${kept} of ${MANY} photos are indexed after cancelling.`);
    const runs = await person.encoderRuns();
    await person.click(button('^Continue$'));
    await person.indexed(MANY);
    const { batchSize } = await person.info();
    const [more, needed] = [(await person.encoderRuns()) - runs, Math.ceil((MANY - kept) / batchSize)];
    must(more === needed, `The encoder ran ${more} times for the rest instead of ${needed} times.`);
    return `${kept} kept, ${MANY - kept} indexed later`;
  },
};

/** A later visit. */
export const reload: Check = {
  what: 'after a reload nothing is embedded again',
  isShort: true,
  run: async ({ visit }) => {
    const person = await visit();
    await person.open(KINDS);
    const before = (await person.status())?.searchable ?? 0;
    must(before === undamagedImages().length, `${before} photos are left.`);
    // Wait for one new photo: by then all others have been processed.
    await person.choose([...undamagedImages(), join(SAMPLES, 'castle.webp')]);
    await person.indexed(before + 1);
    const runs = await person.encoderRuns();
    must(runs === 1, `The encoder ran ${runs} times for one new photo instead of once.`);
    return `${before} known, 1 embedded`;
  },
};

/** A second visit that comes before the first one has stored the page. */
export const visitAtOnce: Check = {
  what: 'a second visit can follow at once',
  isShort: true,
  run: async ({ visit }) => {
    const person = await visit();
    await person.open();
    await person.open();
    await person.sees(button('Choose a folder'));
    const { backend } = await person.info();
    // Later checks should not close a page while it is being stored; see offline.ts.
    await person.storedForOffline();
    return `runs on ${backend}`;
  },
};

/** Two tabs with the same library. */
export const secondTab: Check = {
  what: 'a second tab can search while the first one indexes',
  isShort: true,
  run: async ({ visit }) => {
    const first = await visit();
    await first.open('tabs');
    await first.choose(photosOf(MANY));
    await begun(first);
    const second = await visit();
    await second.open('tabs');
    await begun(second);
    await second.searches('a slice of pizza');
    await first.indexed(MANY);
    await second.until('all photos', async () => (await second.status())?.searchable === MANY);
    const runs = await second.encoderRuns();
    must(runs === 0, `The second tab’s image encoder ran ${runs} times.`);
    const [best] = await second.searches('a penguin');
    must(best?.includes('penguin') === true, `“a penguin” finds ${best} in the second tab.`);
    return `${MANY} photos in both`;
  },
};

/** The page offline. */
export const offline: Check = {
  what: 'offline it opens, indexes and searches',
  isShort: true,
  run: async (bench) => {
    const person = await openAlbum(bench);
    // Ask the page, because an insecure site has no service worker either.
    const hasWorkers = await person.tab.evaluate(() => 'serviceWorker' in navigator, undefined);
    if (!hasWorkers) return new Unavailable('no service workers');
    await person.storedForOffline();
    await bench.site.stop();
    try {
      const isOff = await fetch(bench.site.url).then(
        () => false,
        () => true,
      );
      must(isOff, 'The site still answers.');
      await person.open('offline');
      await person.choose([join(SAMPLES, 'guitar-on-stage.webp'), join(SAMPLES, 'castle.webp')]);
      await person.indexed(2);
      const [best] = await person.searches('a guitar');
      must(best === 'guitar-on-stage.webp', `“a guitar” finds ${best} first.`);
      const isIsolated = await person.tab.evaluate(() => crossOriginIsolated, undefined);
      must(isIsolated, 'The page is not cross-origin isolated without the network.');
      return 'indexed and searched';
    } finally {
      await bench.site.start();
    }
  },
};
