import type { Page } from '@playwright/test';
import { openModules } from '../modules.ts';
import { samples } from '../workspace.ts';
import { startKillableBrowser } from './killable-browser.ts';
import { type Cosines, cosinesOf, fillFolder, indexFolder, openLibrary } from './killable-library.ts';
import type { Outcome, SuiteOptions } from './outcome.ts';
import { Random } from './random.ts';
import { newProfile, withSite } from './site.ts';

/** Enough photos for small segments to be merged. */
const PHOTOS = 300;

/** Fraction of the kills that have to hit a partially committed library. */
const IN_THE_MIDST = 0.25;

/** Tolerance of cosines between a photo and a text, because batches differ after a kill. */
const ROUNDING = 1e-5;

/** How a browser ended. */
type Ending = 'killed' | 'finished' | 'damaged';

/**
 * Repeatedly kills the browser while it indexes a folder, after a fraction of the time that indexing takes
 * undisturbed, and checks the library on the next start. Once the folder is fully indexed, it starts with a new
 * library. The last library is also indexed to the end.
 */
export async function kills({ count, seed, report }: SuiteOptions): Promise<Outcome> {
  const random = new Random(seed);
  const { profile, remove } = newProfile();
  const found = {
    kills: 0,
    inTheMidst: 0,
    lost: 0,
    untold: 0,
    most: 0,
    finished: 0,
    different: 0,
  };
  let batch = 0;
  let damage: string | undefined;
  try {
    await withSite(async (site) => {
      const visit = <T>(work: (page: Page) => Promise<T>): Promise<T> => inBrowser(profile, site, work);
      const undisturbed = await visit(async (page) => {
        await fillFolder(page, samples(), PHOTOS);
        ({ batch } = await openLibrary(page, 'undisturbed'));
        const began = performance.now();
        await indexFolder(page);
        const time = performance.now() - began;
        return { time, cosines: await cosinesOf(page) };
      });
      /** Opens a library in one browser session. */
      const life = async (page: Page, library: { name: string; told: number }): Promise<Ending> => {
        const holdings = await openLibrary(page, library.name, (photos) => {
          found.most = Math.max(found.most, photos - library.told);
          library.told = photos;
        }).catch((error) => String(error).split('\n', 1).join());
        if (typeof holdings === 'string' || !holdings.whole) {
          damage = typeof holdings === 'string' ? holdings : `${library.name} is not whole`;
          return 'damaged';
        }
        const { searchable } = holdings;
        found.lost += Math.max(0, library.told - searchable);
        found.untold = Math.max(found.untold, searchable - library.told);
        library.told = searchable;
        const time = found.kills < count ? random.next() * undisturbed.time : Number.POSITIVE_INFINITY;
        if (await doneWithin(indexFolder(page), time)) {
          found.finished++;
          if (differ(undisturbed.cosines, await cosinesOf(page))) found.different++;
          return 'finished';
        }
        found.kills++;
        if (library.told > 0 && library.told < PHOTOS) found.inTheMidst++;
        report(`${found.kills} of ${count} kills`);
        return 'killed';
      };
      for (let round = 0, ending: Ending = 'killed'; found.kills < count && ending !== 'damaged'; round++) {
        const library = { name: `round-${round}`, told: 0 };
        do ending = await visit((page) => life(page, library));
        while (ending === 'killed');
      }
    });
  } finally {
    remove();
  }
  return {
    suite: 'kills',
    title: `${found.kills} kills of the browser while it indexed ${PHOTOS} photos, ${found.finished} times to the end`,
    checks: [
      {
        what: 'kills when some photos were committed, and not all',
        found: String(found.inTheMidst),
        holds: found.inTheMidst >= count * IN_THE_MIDST,
      },
      {
        what: `most photos committed at once (a batch: ${batch})`,
        found: String(found.most),
        holds: found.most > 0 && found.most <= batch,
      },
      {
        what: 'committed photos that were lost',
        found: `${found.lost}; up to ${found.untold} more were found than the page had been told`,
        holds: found.lost === 0,
      },
      {
        what: 'libraries that were damaged, which ends this',
        found: damage ?? 'none',
        holds: damage === undefined,
      },
      {
        what: 'finished indexes that equal an undisturbed one',
        found: `${found.finished - found.different} of ${found.finished}`,
        holds: found.finished > 0 && found.different === 0,
      },
    ],
  };
}

/** Runs work in a browser, and kills the browser afterwards. */
async function inBrowser<T>(profile: string, site: string, work: (page: Page) => Promise<T>): Promise<T> {
  const { page, kill } = await startKillableBrowser(profile);
  try {
    await openModules(page, site);
    return await work(page);
  } finally {
    await kill();
  }
}

function differ(one: Cosines, other: Cosines): boolean {
  const paths = Object.keys(one);
  if (paths.length !== PHOTOS || Object.keys(other).length !== PHOTOS) return true;
  return paths.some((path) =>
    (one[path] ?? []).some((value, i) => !(Math.abs(value - (other[path]?.[i] ?? Number.NaN)) < ROUNDING)),
  );
}

/**
 * @returns Whether the work finished in time.
 * @throws Whatever the work throws in time.
 */
async function doneWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  const done = work.then(() => true);
  if (milliseconds === Number.POSITIVE_INFINITY) return done;
  // It fails later, when the browser is killed.
  done.catch(() => undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
