import { type Library, openLibrary } from '@web-clip/photos';
import { environmentOf, openClip } from '../clip.ts';
import { generatePhotos } from '../generate.ts';
import { withLibrary } from '../libraries.ts';
import { distinctFiles } from '../photos.ts';
import type { Environment, Result, Row } from '../result.ts';
import type { Settings } from '../settings.ts';
import { ADDED, growthLevels, growthResult, growthRow } from './growth-result.ts';
import type { Bench } from './suite.ts';

/** More than a library keeps the thumbnails of in one place, where equal ones would be stored once. */
const PICTURES = 64;

/** Copies that are added in one call. */
const COPIES = 5000;

/** A library that grows. */
export interface Growing {
  /** Fills it with copies, up to so many photos. */
  fill(level: number): Promise<void>;
  /** Adds photos that are new, and gives the milliseconds that each took. */
  add(): Promise<number>;
}

/** What a new photo costs when a library has grown. */
export async function* growthSuite({ settings, tell }: Bench): AsyncGenerator<Result> {
  const clip = await openClip(settings);
  try {
    const rows = await withLibrary(clip, async (library) => {
      const rows: Row[] = [];
      const growing = await growingOf(library, tell);
      for (const level of growthLevels(settings.count)) {
        await growing.fill(level);
        const runs: number[] = [];
        for (let run = 0; run < settings.runs; run++) runs.push(await growing.add());
        rows.push(growthRow(level, runs));
      }
      return rows;
    });
    yield growthResult(rows, 'One library grew.');
  } finally {
    clip.dispose();
  }
}

/**
 * Leaves a library open, for the command that lets libraries in two browsers take turns.
 *
 * @param settings Which model, and where it runs.
 * @param tell Takes what is being done.
 * @returns The library, and where it is.
 */
export async function openGrowing(
  settings: Settings,
  tell: (what: string) => void,
): Promise<Growing & { environment: Environment }> {
  const clip = await openClip(settings);
  const library = await openLibrary({ clip, name: 'growth' });
  return { ...(await growingOf(library, tell)), environment: environmentOf(await clip.info()) };
}

async function growingOf(library: Library, tell: (what: string) => void): Promise<Growing> {
  const photos = await generatePhotos(320, 240, PICTURES);
  let runs = 0;
  const add = async (): Promise<number> => {
    tell(`growth: ${++runs}. run`);
    const files = distinctFiles(photos, ADDED, String(runs));
    const start = performance.now();
    await library.add(files);
    return (performance.now() - start) / ADDED;
  };
  // The first one also starts the encoder.
  await add();
  return { fill: (level) => fill(library, photos, level, tell), add };
}

async function fill(
  library: Library,
  photos: readonly Blob[],
  level: number,
  tell: (what: string) => void,
): Promise<void> {
  for (;;) {
    const { photos: held } = await library.status();
    const missing = Math.min(COPIES, level - held);
    if (missing <= 0) return;
    tell(`growth: ${held} of ${level} photos`);
    const copies = Array.from(
      { length: missing },
      (_, i) => new File([photos[i % photos.length] as Blob], `copy-${held + i}.jpg`, { lastModified: 0 }),
    );
    await library.add(copies);
  }
}
