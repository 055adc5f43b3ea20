import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { processMemory } from '@web-clip/cli/process-memory';
import { PhotoSearchPage } from '../photo-search.ts';
import { type Findings, findingsOf } from './findings.ts';
import type { ImageFile } from './mutants/mutant.ts';
import { type Mutant, mutants } from './mutants/mutate.ts';
import { controlImages, undamagedImages } from './mutants/sound.ts';
import type { Check, Outcome, SuiteOptions } from './outcome.ts';
import { Random } from './random.ts';
import { newProfile, openBrowser, withSite } from './site.ts';

/**
 * Bytes to append to a file, which make it a different file. No decoder minds: in box-based formats they are an empty
 * box.
 */
const PADDING = Buffer.from('\0\0\0\x08free', 'latin1');

/**
 * Tolerance of cosines, because int8 rounding depends on the range of the whole batch, and thus on its other images.
 */
const APART = 0.001;

/** Bytes that the process may retain for code, caches and fragmentation. */
const KEPT = 150e6;

/** How long to wait until memory is freed, in milliseconds. Idle workers are kept for ten seconds. */
const PATIENCE = 40_000;

/** How long indexing may make no progress, in milliseconds. The largest image takes a small part of it. */
const STILL = 120_000;

/**
 * Indexes damaged, lying and exploding image files, with intact ones among them.
 *
 * @param options `count`: number of hostile files.
 */
export async function files({ count, seed, report }: SuiteOptions): Promise<Outcome> {
  const root = mkdtempSync(join(tmpdir(), 'web-clip-files-'));
  const { profile, remove } = newProfile();
  try {
    // Indexed alone first, then again among the hostile files.
    const controls = controlImages();
    const padded = controls.map(({ name, bytes }) => ({ name, bytes: Buffer.concat([bytes, PADDING]) }));
    const made = [...mutants(undamagedImages(), count, new Random(seed))];
    const sound = writeFolder(join(root, 'sound'), controls);
    const hostile = writeFolder(join(root, 'hostile'), [...padded, ...made]);
    const checks = await withSite(async (url) => {
      const context = await openBrowser(profile);
      try {
        const page = await context.newPage();
        const crashes: string[] = [];
        page.on('crash', () => crashes.push('the page crashed'));
        page.on('pageerror', ({ message }) => crashes.push(message));
        await page.goto(url);
        const memory = await pressedMemory(page);
        await index(page, sound, controls.length, crashes, report);
        const before = await memory?.();
        const began = performance.now();
        await index(page, hostile, 2 * controls.length + count, crashes, report);
        const seconds = Math.round((performance.now() - began) / 1000);
        const ended = {
          what: 'nothing crashes or stops',
          found: crashes[0] ?? `${seconds} s`,
          holds: !crashes[0],
        };
        if (!ended.holds) return [ended];
        const judgement = judged(made, controls, await findingsOf(page, 'sound', 'hostile'));
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

function writeFolder(folder: string, images: readonly ImageFile[]): string {
  mkdirSync(folder);
  for (const { name, bytes } of images) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** Makes the page index a folder, until its library has this many photos or something has gone wrong. */
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
    // The page no longer exists.
    crashes.push(String(error));
  }
}

function judged(
  made: readonly Mutant[],
  controls: readonly ImageFile[],
  { searchable, failures, apart }: Findings,
): Check[] {
  const found = new Set(searchable);
  const known = new Set([...searchable, ...failures.map(({ path }) => path)]);
  const lost = made.filter(({ name }) => !known.has(name));
  const sound = new Set(controls.map(({ name }) => name));
  // Their originals are searchable on their own.
  const lying = made.filter(({ of, pixelsKept }) => pixelsKept && sound.has(of));
  const mute = failures.filter(({ code, message }) => !code || !message);
  const codes = [...new Set(failures.map(({ code }) => code))].map(
    (code) => `${failures.filter((failure) => failure.code === code).length} ${code}`,
  );
  const allFound = (what: string, names: readonly string[]): Check => {
    const missing = names.filter((name) => !found.has(name));
    return {
      what,
      found: [`${names.length - missing.length} of ${names.length}`, ...missing.slice(0, 3)].join('; '),
      holds: names.length > 0 && missing.length === 0,
    };
  };
  return [
    {
      what: 'each file is searchable or listed',
      found: `${searchable.length - controls.length} searchable, ${failures.length} listed, ${lost.length} lost`,
      holds: lost.length === 0 && searchable.length + failures.length === made.length + controls.length,
    },
    allFound('sound pictures are searchable, whatever their format', [...sound]),
    allFound(
      'sound pictures with lying metadata are searchable',
      lying.map(({ name }) => name),
    ),
    { what: 'what is listed has a reason', found: codes.join(', '), holds: mute.length === 0 },
    {
      what: 'sound pictures are embedded as by themselves',
      found: `cosines within ${apart.toFixed(4)}`,
      holds: apart <= APART,
    },
  ];
}

/**
 * @returns A function that measures the memory of the page's process in bytes under memory pressure, or undefined
 *   without `ps`.
 */
async function pressedMemory(page: Page): Promise<(() => Promise<number>) | undefined> {
  const memory = await processMemory(page.context().browser());
  if (!memory) return undefined;
  const session = await page.context().newCDPSession(page);
  return async () => {
    // Otherwise garbage of idle workers may remain for minutes.
    await session.send('Memory.simulatePressureNotification', { level: 'critical' });
    await sleep(1000);
    return memory();
  };
}

/** Waits, with a time limit, until the process holds about as much memory as before. */
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
