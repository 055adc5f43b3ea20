import { type Library, openLibrary } from '@web-clip/photos';
import { environmentOf, openClip } from '../clip.ts';
import { generatePhotos } from '../generate.ts';
import { withLibrary } from '../libraries.ts';
import { distinctFiles } from '../photos.ts';
import type { Environment, Result, Row } from '../result.ts';
import type { Settings } from '../settings.ts';
import { ADDED, growthLevels, growthResult, growthRow } from './growth-result.ts';
import type { Bench } from './suite.ts';

/** More than a library stores on one thumbnail page, where equal thumbnails would be stored only once. */
const PICTURES = 64;

/** Copies to add per call. */
const COPIES = 5000;

/** A library that grows. */
export interface Growing {
  /** Fills the library with copies until it has this many photos. */
  fill(level: number): Promise<void>;
  /** Adds new photos. Resolves to the milliseconds per photo. */
  add(): Promise<number>;
}

/** Measures the time to add a photo to libraries of different sizes. */
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
    yield growthResult(rows, 'One library grows over all runs.');
  } finally {
    clip.dispose();
  }
}

/**
 * Opens a library and leaves it open, for the command that alternates between several browsers.
 *
 * @param settings The model, and where it runs.
 * @param tell Called with a description of the current step.
 * @returns The library, and its environment.
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
  // The first run also starts the encoder, so it does not count.
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
