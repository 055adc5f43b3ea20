import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { processMemory } from '@web-clip/cli/process-memory';
import { PhotoSearchPage } from '../photo-search.ts';
import { SAMPLES, samples } from '../workspace.ts';
import { type Findings, findingsOf } from './findings.ts';
import { mutants } from './mutants/mutate.ts';
import { soundPictures } from './mutants/sound.ts';
import type { Check, Outcome, SuiteOptions } from './outcome.ts';
import { Random } from './random.ts';
import { newProfile, openBrowser, withSite } from './site.ts';

/** Sound pictures, indexed by themselves first, and once more among the hostile files. */
const SOUND = samples().slice(0, 24);

/** How far a cosine may be off: int8 rounds by the range of a whole batch, and so by what else is in it. */
const APART = 0.001;

/** Bytes that the process may keep, for reasons of its own: code, caches, fragments. */
const KEPT = 150e6;

/** How long to wait for memory to come back, in milliseconds: idle workers are kept for ten seconds. */
const PATIENCE = 40_000;

/** How long indexing may stand still, in milliseconds: the largest picture takes a small part of it. */
const STILL = 120_000;

/**
 * Indexes damaged, lying and swelling picture files, with sound ones among them.
 *
 * @param options `count`: hostile files.
 */
export async function files({ count, seed, report }: SuiteOptions): Promise<Outcome> {
  const root = mkdtempSync(join(tmpdir(), 'web-clip-files-'));
  const { profile, remove } = newProfile();
  try {
    const [sound, hostile] = [writeSound(join(root, 'sound'), 0), writeSound(join(root, 'hostile'), 2)];
    const names: string[] = [];
    for (const { name, bytes } of mutants(soundPictures(), count, new Random(seed))) {
      writeFileSync(join(hostile, name), bytes);
      names.push(name);
    }
    const checks = await withSite(async (url) => {
      const context = await openBrowser(profile);
      try {
        const page = await context.newPage();
        const crashes: string[] = [];
        page.on('crash', () => crashes.push('the page crashed'));
        page.on('pageerror', ({ message }) => crashes.push(message));
        await page.goto(url);
        const memory = await pressedMemory(page);
        await index(page, sound, SOUND.length, crashes, report);
        const before = await memory?.();
        const began = performance.now();
        await index(page, hostile, 2 * SOUND.length + count, crashes, report);
        const seconds = Math.round((performance.now() - began) / 1000);
        const ended = {
          what: 'nothing crashes or stops',
          found: crashes[0] ?? `${seconds} s`,
          holds: !crashes[0],
        };
        if (!ended.holds) return [ended];
        const judgement = judged(names, await findingsOf(page, 'sound', 'hostile'));
        return [ended, ...judgement, ...(memory && before ? [await kept(memory, before)] : [])];
      } finally {
        await context.close();
      }
    });
    return { suite: 'files', title: `${count} hostile picture files among sound ones`, checks };
  } finally {
    rmSync(root, { recursive: true });
    remove();
  }
}

/**
 * @param padding Bytes at the end of each file, which no decoder minds: it is another file to the library.
 * @returns The folder, which is new.
 */
function writeSound(folder: string, padding: number): string {
  mkdirSync(folder);
  for (const name of SOUND) {
    const content = [readFileSync(join(SAMPLES, name)), Buffer.alloc(padding)];
    writeFileSync(join(folder, name), Buffer.concat(content));
  }
  return folder;
}

/** Has the page index a folder, until its library holds so many photos or something has gone wrong. */
async function index(
  page: Page,
  folder: string,
  total: number,
  crashes: string[],
  report: SuiteOptions['report'],
): Promise<void> {
  const search = new PhotoSearchPage(page);
  let done = 0;
  try {
    await search.chooseFolder(folder);
    for (let since = performance.now(); crashes.length === 0; await sleep(500)) {
      const photos = (await search.status())?.photos ?? 0;
      if (photos >= total && !(await search.cancel.isVisible())) return;
      const alert = (await page.getByRole('alert').textContent())?.trim();
      if (alert) crashes.push(alert);
      else if (performance.now() - since > STILL) crashes.push(`it stands still after ${photos} files`);
      if (photos === done) continue;
      done = photos;
      since = performance.now();
      report(`${photos} of ${total} files`);
    }
  } catch (error) {
    // There is no page to ask any more.
    crashes.push(String(error));
  }
}

function judged(names: readonly string[], { searchable, failures, apart }: Findings): Check[] {
  const known = new Set([...searchable, ...failures.map(({ path }) => path)]);
  const lost = names.filter((name) => !known.has(name));
  const mute = failures.filter(({ code, message }) => !code || !message);
  const codes = [...new Set(failures.map(({ code }) => code))].map(
    (code) => `${failures.filter((failure) => failure.code === code).length} ${code}`,
  );
  return [
    {
      what: 'each file is searchable or listed',
      found: `${searchable.length - SOUND.length} searchable, ${failures.length} listed, ${lost.length} lost`,
      holds: lost.length === 0 && searchable.length + failures.length === names.length + SOUND.length,
    },
    { what: 'what is listed has a reason', found: codes.join(', '), holds: mute.length === 0 },
    {
      what: 'sound pictures are embedded as by themselves',
      found: `cosines within ${apart.toFixed(4)}`,
      holds: apart <= APART,
    },
  ];
}

/** @returns Tells how many bytes the page's process holds once it is told that memory is short; undefined without `ps`. */
async function pressedMemory(page: Page): Promise<(() => Promise<number>) | undefined> {
  const memory = await processMemory(page.context().browser());
  if (!memory) return undefined;
  const session = await page.context().newCDPSession(page);
  return async () => {
    // Else garbage of workers that have nothing to do may lie about for minutes.
    await session.send('Memory.simulatePressureNotification', { level: 'critical' });
    await sleep(1000);
    return memory();
  };
}

/** Waits until the process holds about as much as before, but not for ever. */
async function kept(memory: () => Promise<number>, before: number): Promise<Check> {
  let after = await memory();
  for (const since = performance.now(); after > before + KEPT && performance.now() - since < PATIENCE; ) {
    after = await memory();
  }
  return {
    what: 'memory is back where it was',
    found: `${Math.round(before / 1e6)} MB before, ${Math.round(after / 1e6)} MB after`,
    holds: after <= before + KEPT,
  };
}
