import { type Clip, storedModels } from '@web-clip/clip';
import { openClip } from '../clip.ts';
import { forget } from '../forget.ts';
import { generatePhotos } from '../generate.ts';
import { withLibrary } from '../libraries.ts';
import { HOW_MEMORY_IS_MEASURED, memoryUse, peakOf } from '../memory-use.ts';
import { distinctFiles } from '../photos.ts';
import type { Result } from '../result.ts';
import { rowOf } from '../statistics.ts';
import type { Bench } from './suite.ts';
import { query } from './text.ts';

/** Default number of photos to add. */
const DEFAULT_COUNT = 10_000;

/** Number of steps in which they are added. Memory is sampled after each. */
const PARTS = 10;

/** A browser takes seconds to free a worker's memory after it has ended. */
const RETURN_MS = 5000;

/** Measures memory while a model is loaded, and while many small photos are indexed. */
export async function* memorySuite(bench: Bench): AsyncGenerator<Result> {
  const { settings, tell } = bench;
  const photos = await generatePhotos(320, 240, 8);
  const before = await memoryUse();
  tell('memory: loading, cold');
  await forget(bench.model);
  const load = async (): Promise<Clip> => {
    const clip = await openClip(settings);
    await clip.embedTexts([query(1)]);
    await clip.embedImages(photos.slice(0, 1));
    return clip;
  };
  let clip: Clip | undefined;
  const cold = await peakOf(async () => {
    clip = await load();
  });
  clip?.dispose();
  await new Promise((resolve) => setTimeout(resolve, RETURN_MS));
  tell('memory: loading, warm');
  const warm = await peakOf(async () => {
    clip = await load();
  });
  if (!clip) return;
  const loaded = await memoryUse();
  const fetched = (await storedModels()).find(({ id }) => id === bench.model)?.bytes ?? Number.NaN;
  const over = (peak: number): number => (peak - before) / 1e6;
  yield {
    suite: 'memory',
    title: 'Loading both encoders',
    unit: 'MB',
    rows: [
      rowOf('model files', 'web-clip', [fetched / 1e6]),
      rowOf('peak, cold', 'web-clip', [over(cold.peak)]),
      rowOf('peak, warm', 'web-clip', [over(warm.peak)]),
      rowOf('loaded', 'web-clip', [over(loaded)]),
    ],
    ratios: [
      {
        name: 'peak, cold / model files',
        value: (cold.peak - before) / fetched,
        unit: 'times as much',
      },
      {
        name: 'peak, warm / model files',
        value: (warm.peak - before) / fetched,
        unit: 'times as much',
      },
    ],
    notes: [
      HOW_MEMORY_IS_MEASURED,
      `Measured ${cold.looks} times while loading cold and ${warm.looks} times while loading warm.`,
    ],
  };

  const count = settings.count ?? DEFAULT_COUNT;
  const used = [loaded];
  await withLibrary(clip, async (library) => {
    for (let part = 0; part < PARTS; part++) {
      tell(`memory: photos ${Math.round((count * part) / PARTS)} of ${count}`);
      await library.add(distinctFiles(photos, Math.ceil(count / PARTS), `part-${part}`));
      used.push(await memoryUse());
    }
  });
  clip.dispose();
  yield {
    suite: 'memory',
    title: `Indexing ${count.toLocaleString('en')} photos`,
    unit: 'MB',
    rows: used.map((bytes, part) =>
      rowOf(`after ${Math.round((count * part) / PARTS).toLocaleString('en')}`, 'web-clip', [over(bytes)]),
    ),
    ratios: [],
    notes: [
      HOW_MEMORY_IS_MEASURED,
      'The photos have 320 x 240 pixels and are added to one library in ten parts.',
    ],
  };
}
