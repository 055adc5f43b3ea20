import type { Clip } from '@web-clip/clip';
import { stagesBetween } from '../clip.ts';
import { withLibrary } from '../libraries.ts';
import type { BestPeer } from '../peer/best.ts';
import type { Peer } from '../peer/peer.ts';
import { distinctFiles } from '../photos.ts';
import type { Maker, Row } from '../result.ts';
import { medianParts, rowOf } from '../statistics.ts';

/**
 * @param runs See `Settings.runs`.
 * @returns Target duration of a run: long enough to make start and end negligible, short enough to repeat.
 */
export const runSeconds = (runs: number): number => (runs > 1 ? 2 : 0);

/** Maximum number of photos per run. Even a fast GPU needs no more. */
const MOST_PHOTOS = 2048;

/** Maximum number of warm-up runs. */
const WARM_UPS = 4;

/** Photos per second of one run, and milliseconds per photo by stage. */
interface Run {
  rate: number;
  parts: Record<string, number>;
}

/** One way to index, measured repeatedly. */
export interface Contestant {
  /** Photos in one run. */
  readonly count: number;
  /** Performs one run; `run` counts from 0. */
  measure(run: number): Promise<void>;
  /** The results of all runs. */
  row(): Row;
}

/** Measures `clip.embedImages` with all photos in one call. */
export async function embedding(clip: Clip, photos: readonly Blob[], seconds: number): Promise<Contestant> {
  return contest('embedImages', 'web-clip', photos, (await clip.info()).batchSize, seconds, (files) =>
    withStages(clip, files.length, () => clip.embedImages(files)),
  );
}

/** Measures `library.add` with all photos in one call, including reading, hashing, thumbnails and storage. */
export async function adding(clip: Clip, photos: readonly Blob[], seconds: number): Promise<Contestant> {
  return contest('library.add', 'web-clip', photos, (await clip.info()).batchSize, seconds, (files) =>
    withLibrary(clip, (library) => withStages(clip, files.length, () => library.add(files))),
  );
}

/** Measures transformers.js with one photo after the other. */
export function oneByOne({ worker }: Peer, photos: readonly Blob[], seconds: number): Promise<Contestant> {
  return contest('as documented', 'transformers.js', photos, 1, seconds, async (files) => {
    const { milliseconds, stages } = await worker.embedOneByOne(files);
    const parts: Record<string, number> = {};
    for (const [stage, all] of Object.entries(stages ?? {})) parts[`${stage} ms`] = all / files.length;
    return { rate: (1000 * files.length) / milliseconds, parts };
  });
}

/** Measures transformers.js with its fastest setting. */
export function batched(
  { peer, batching }: BestPeer,
  photos: readonly Blob[],
  seconds: number,
): Promise<Contestant> {
  return contest('at its best', 'transformers.js', photos, batching.batch, seconds, async (files) => {
    const { milliseconds } = await peer.worker.embedBatched(files, batching);
    return { rate: (1000 * files.length) / milliseconds, parts: {} };
  });
}

/** Warms up, and determines the number of photos per run, in whole batches. */
async function contest(
  name: string,
  by: Maker,
  photos: readonly Blob[],
  batch: number,
  seconds: number,
  go: (files: File[]) => Promise<Run>,
): Promise<Contestant> {
  const few = Math.max(4, batch);
  let count = few;
  // The first photos are slow because the GPU compiles its shaders. They say little about how many photos are needed.
  for (let attempt = 0; attempt < WARM_UPS; attempt++) {
    const { rate } = await go(distinctFiles(photos, count, `warm-up-${attempt}`));
    const batches = Math.ceil(Math.max(few, rate * seconds) / batch);
    const needed = Math.min(MOST_PHOTOS, batches * batch);
    if (needed < 2 * count) break;
    count = needed;
  }
  const runs: Run[] = [];
  return {
    count,
    async measure(run) {
      runs.push(await go(distinctFiles(photos, count, `run-${run}`)));
    },
    row: () =>
      rowOf(
        name,
        by,
        runs.map(({ rate }) => rate),
        medianParts(runs.map(({ parts }) => parts)),
      ),
  };
}

async function withStages(clip: Clip, photos: number, work: () => Promise<unknown>): Promise<Run> {
  const before = await clip.info();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  return {
    rate: photos / seconds,
    parts: stagesBetween(before.timings, (await clip.info()).timings, photos),
  };
}
