import type { Page } from '@playwright/test';
import { openModules } from '../modules.ts';
import { samples } from '../workspace.ts';
import { startKillableBrowser } from './killable-browser.ts';
import {
  differences,
  fillAlbum,
  finish,
  type Holdings,
  holdings,
  openAlbum,
  startTransfer,
  undoLast,
} from './killable-transfer.ts';
import type { Outcome, SuiteOptions } from './outcome.ts';
import { Random } from './random.ts';
import { newProfile, withSite } from './site.ts';

/** Photos that are moved at once. Together they take about a second, so that most kills hit the middle of one. */
const PHOTOS = 12;

/** Fraction of the kills that have to hit a transfer that has begun and has not ended. */
const IN_THE_MIDST = 0.5;

/**
 * Repeatedly kills the browser while it moves photos to another folder, and as often while it copies them, after a
 * fraction of the time that this takes undisturbed. On the next start the transfer is continued or undone, at random, and
 * then undone if it was continued. All files are compared by their SHA-256 each time. The next kill follows in the same
 * browser, because starting one takes longer than all else.
 */
export async function moves({ count, seed, report }: SuiteOptions): Promise<Outcome> {
  const random = new Random(seed);
  const { profile, remove } = newProfile();
  const found = { kills: 0, inTheMidst: 0, finished: 0, resumed: 0, undone: 0 };
  const failures: string[] = [];
  try {
    await withSite(async (site) => {
      const visit = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
        const { page, kill } = await startKillableBrowser(profile);
        try {
          await openModules(page, site);
          return await work(page);
        } finally {
          await kill();
        }
      };
      const before = await visit(async (page) => {
        await fillAlbum(page, samples(), PHOTOS);
        await openAlbum(page);
        return holdings(page);
      });
      const check = (what: string, now: Holdings, wanted: Holdings): void => {
        for (const difference of differences(now, wanted))
          failures.push(`kill ${found.kills}, ${what}: ${difference}`);
      };
      for (const kind of ['move', 'copy'] as const) {
        const after: Holdings =
          kind === 'move'
            ? { album: [], target: before.album }
            : { album: before.album, target: before.album };
        const undisturbed = await visit(async (page) => {
          await openAlbum(page);
          const began = performance.now();
          await startTransfer(page, kind);
          await finish(page);
          const time = performance.now() - began;
          check(`${kind} undisturbed`, await holdings(page), after);
          await undoLast(page);
          check(`${kind} undisturbed and undone`, await holdings(page), before);
          return time;
        });
        /** Brings everything back after a kill, or after a transfer that was done before. */
        const recover = async (page: Page, isKilled: boolean): Promise<void> => {
          const left = await holdings(page);
          if (isKilled && differences(left, before).length > 0 && differences(left, after).length > 0) {
            found.inTheMidst++;
          }
          if (random.next() < 0.5) {
            if (await undoLast(page, 'resume')) check(`${kind} continued`, await holdings(page), after);
            found.resumed++;
          } else found.undone++;
          await undoLast(page);
          check(`${kind} undone`, await holdings(page), before);
        };
        /** Whether the last visit was killed; undefined if nothing is to be brought back. */
        let isKilled: boolean | undefined;
        let kills = 0;
        do {
          isKilled = await visit(async (page) => {
            await openAlbum(page);
            if (isKilled !== undefined) await recover(page, isKilled);
            if (kills === count) return undefined;
            await startTransfer(page, kind);
            return !(await finish(page, random.next() * undisturbed));
          });
          if (isKilled) {
            kills++;
            found.kills++;
          } else if (isKilled === false) found.finished++;
          report(`${found.kills} of ${2 * count} kills`);
        } while (isKilled !== undefined);
      }
    });
  } finally {
    remove();
  }
  return {
    suite: 'moves',
    title: `${found.kills} kills of the browser while it moved and copied ${PHOTOS} photos; ${found.finished} times it was done before`,
    checks: [
      {
        what: 'kills between the first change and the last',
        found: String(found.inTheMidst),
        holds: found.inTheMidst >= found.kills * IN_THE_MIDST,
      },
      {
        what: 'files that were lost, double, changed or in the wrong place afterwards',
        found: `${failures.length}; ${found.resumed} times continued, ${found.undone} times undone at once`,
        holds: failures.length === 0,
      },
    ],
    failures: failures.slice(0, 50),
  };
}
