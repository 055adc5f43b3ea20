import type { Library } from '@web-clip/photos';
import { openClip } from '../clip.ts';
import { generatePhotos } from '../generate.ts';
import { withLibrary } from '../libraries.ts';
import { distinctFiles } from '../photos.ts';
import type { Result, Row } from '../result.ts';
import { ratioOf, rowOf } from '../statistics.ts';
import type { Bench } from './suite.ts';

/** Photos in the library before some are added, as far as the settings go. */
const LEVELS = [0, 1000, 10_000, 100_000];

/** More than a library keeps the thumbnails of in one place, where equal ones would be stored once. */
const PICTURES = 64;

/** New photos in one run. */
const ADDED = 512;

/** Copies that are added in one call. */
const COPIES = 5000;

/** What a new photo costs when a library has grown. */
export async function* growthSuite({ settings, tell }: Bench): AsyncGenerator<Result> {
  const photos = await generatePhotos(320, 240, PICTURES);
  const clip = await openClip(settings);
  const most = settings.count ?? Math.max(...LEVELS);
  try {
    const rows = await withLibrary(clip, async (library) => {
      const rows: Row[] = [];
      await library.add(distinctFiles(photos, ADDED, 'warm-up'));
      for (const level of LEVELS.filter((level) => level <= most)) {
        const name = level === 0 ? 'a new library' : `${level.toLocaleString('en')} photos`;
        await fill(library, photos, level, (done) => tell(`growth: ${done} of ${level} photos`));
        tell(`growth: adding to ${name}`);
        const runs: number[] = [];
        for (let run = 0; run < settings.runs; run++) {
          const files = distinctFiles(photos, ADDED, `${level}-${run}`);
          const start = performance.now();
          await library.add(files);
          runs.push((performance.now() - start) / ADDED);
        }
        rows.push(rowOf(name, 'web-clip', runs));
      }
      return rows;
    });
    const [first, last] = [rows[0] as Row, rows.at(-1) as Row];
    yield {
      suite: 'growth',
      title: 'Adding a photo, by what the library holds already',
      unit: 'ms',
      rows,
      ratios: [ratioOf(last, first, 'less')],
      notes: [
        `${ADDED} new photos of 320 x 240 pixels a run. The library is filled with copies of a few photos under ` +
          'other names: each has a record, a thumbnail and a row of its own, but goes through no encoder.',
      ],
    };
  } finally {
    clip.dispose();
  }
}

async function fill(
  library: Library,
  photos: readonly Blob[],
  level: number,
  tell: (done: number) => void,
): Promise<void> {
  for (;;) {
    const { photos: held } = await library.status();
    const missing = Math.min(COPIES, level - held);
    if (missing <= 0) return;
    tell(held);
    const copies = Array.from(
      { length: missing },
      (_, i) => new File([photos[i % photos.length] as Blob], `copy-${held + i}.jpg`, { lastModified: 0 }),
    );
    await library.add(copies);
  }
}
