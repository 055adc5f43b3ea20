import type { Clip } from 'web-clip';
import { stagesBetween } from '../clip.ts';
import { withLibrary } from '../libraries.ts';
import type { BestPeer } from '../peer/best.ts';
import type { Peer } from '../peer/peer.ts';
import { distinctFiles } from '../photos.ts';
import type { Maker, Row } from '../result.ts';
import { medianParts, rowOf } from '../statistics.ts';

/** How long one run should take: long enough to hide start and end, short enough to be repeated. */
const RUN_SECONDS = 2;

/** Photos in one run: a fast GPU needs no more to be measured. */
const MOST_PHOTOS = 2048;

/** Most runs that do not count. */
const WARM_UPS = 4;

/** Photos per second of one run, and milliseconds a photo by stage. */
interface Run {
  rate: number;
  parts: Record<string, number>;
}

/** One way of indexing, run again and again. */
export interface Contestant {
  /** Photos in one run. */
  readonly count: number;
  /** Measures once more; `run` counts from 0. */
  measure(run: number): Promise<void>;
  /** What the runs gave. */
  row(): Row;
}

/** `clip.embedImages` of all photos in one call. */
export async function embedding(clip: Clip, photos: readonly Blob[]): Promise<Contestant> {
  return contest('embedImages', 'web-clip', photos, (await clip.info()).batchSize, (files) =>
    withStages(clip, files.length, () => clip.embedImages(files)),
  );
}

/** `library.add` of all photos in one call: reading, hash, thumbnail and storage as well. */
export async function adding(clip: Clip, photos: readonly Blob[]): Promise<Contestant> {
  return contest('library.add', 'web-clip', photos, (await clip.info()).batchSize, (files) =>
    withLibrary(clip, (library) => withStages(clip, files.length, () => library.add(files))),
  );
}

/** transformers.js, one photo after the other. */
export function oneByOne({ worker }: Peer, photos: readonly Blob[]): Promise<Contestant> {
  return contest('as documented', 'transformers.js', photos, 1, async (files) => {
    const { milliseconds, stages } = await worker.embedOneByOne(files);
    const parts: Record<string, number> = {};
    for (const [stage, all] of Object.entries(stages ?? {})) parts[`${stage} ms`] = all / files.length;
    return { rate: (1000 * files.length) / milliseconds, parts };
  });
}

/** transformers.js, with the setting that suits it best. */
export function batched({ peer, batching }: BestPeer, photos: readonly Blob[]): Promise<Contestant> {
  return contest('at its best', 'transformers.js', photos, batching.batch, async (files) => {
    const { milliseconds } = await peer.worker.embedBatched(files, batching);
    return { rate: (1000 * files.length) / milliseconds, parts: {} };
  });
}

/** Warms up, and finds out how many photos a run takes: whole batches. */
async function contest(
  name: string,
  by: Maker,
  photos: readonly Blob[],
  batch: number,
  go: (files: File[]) => Promise<Run>,
): Promise<Contestant> {
  const few = Math.max(4, batch);
  let count = few;
  // The first photos are slow where a GPU compiles its programs, and say little of how many are needed.
  for (let attempt = 0; attempt < WARM_UPS; attempt++) {
    const { rate } = await go(distinctFiles(photos, count, `warm-up-${attempt}`));
    const batches = Math.ceil(Math.max(few, rate * RUN_SECONDS) / batch);
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
