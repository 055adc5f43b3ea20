import { wrap } from 'comlink';
import { openClip } from '../clip.ts';
import { withLibrary } from '../libraries.ts';
import { distinctFiles } from '../photos.ts';
import type { Result, Row } from '../result.ts';
import { latencyRow, ratioOf, rowOf } from '../statistics.ts';
import { forEachSize, latencies } from './latencies.ts';
import type { SearchWorker } from './search-main.ts';
import type { Bench } from './suite.ts';
import { query } from './text.ts';

/** How long photos are added during queries, in milliseconds. */
const ADDED_MILLISECONDS = 5000;

/** Pause between two queries during indexing, in milliseconds. */
const PAUSE = 300;

/** Measures vector search alone, and whole queries while photos are being indexed. */
export async function* searchSuite(bench: Bench): AsyncGenerator<Result> {
  yield await vectors(bench);
  yield await whileIndexing(bench);
}

async function vectors(bench: Bench): Promise<Result> {
  const thread = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' });
  const worker = wrap<SearchWorker>(thread);
  const rows: Row[] = [];
  const notes = ['Exact search for the best 100 among random vectors, with a new query each time.'];
  try {
    await forEachSize('search', bench, notes, async (count, name) => {
      await worker.growTo(count);
      const runs = await latencies(bench.settings.runs, (times) => worker.search(times));
      rows.push(latencyRow(name, 'web-clip', runs));
    });
  } finally {
    thread.terminate();
  }
  return {
    suite: 'search',
    title: 'Searching vectors of 512 values',
    unit: 'ms',
    rows,
    ratios: [],
    notes,
  };
}

async function whileIndexing(bench: Bench): Promise<Result> {
  const { settings, tell } = bench;
  const photos = (await bench.photos()).at(-1)?.photos ?? [];
  const clip = await openClip(settings);
  try {
    return await withLibrary(clip, async (library) => {
      let asked = 0;
      const ask = async (): Promise<number> => {
        const start = performance.now();
        await library.search(query(1000 + asked++));
        return performance.now() - start;
      };
      const addedIn = async (milliseconds: number, each: number): Promise<number> => {
        const files = distinctFiles(photos, Math.ceil(milliseconds / each), `warm-up-${milliseconds}`);
        const start = performance.now();
        await library.add(files);
        return (performance.now() - start) / files.length;
      };
      tell('queries while indexing: warming up');
      await ask();
      // Determine the number of photos step by step because the first ones are slow.
      let each = 100;
      for (const milliseconds of [500, 1000, 2000]) each = await addedIn(milliseconds, each);
      const count = Math.ceil(ADDED_MILLISECONDS / each);
      const [idle, busy, batches]: [number[][], number[][], number[]] = [[], [], []];
      for (let run = 0; run < settings.runs; run++) {
        tell(`queries while indexing: run ${run + 1} of ${settings.runs}`);
        idle.push(await repeat(10, ask));
        const before = (await clip.info()).timings['encode-image'];
        let adding = true;
        const added = library.add(distinctFiles(photos, count, `busy-${run}`)).finally(() => {
          adding = false;
        });
        const times: number[] = [];
        while (adding) {
          await new Promise((resolve) => setTimeout(resolve, PAUSE));
          if (adding) times.push(await ask());
        }
        await added;
        if (times.length === 0)
          throw new Error('The library added all photos before the first query. Choose more photos.');
        busy.push(times);
        const after = (await clip.info()).timings['encode-image'];
        const encoded = (after?.count ?? 0) - (before?.count ?? 0);
        batches.push(((after?.milliseconds ?? 0) - (before?.milliseconds ?? 0)) / encoded);
      }
      const quiet = latencyRow('while idle', 'web-clip', idle);
      const under = latencyRow('while photos are added', 'web-clip', busy);
      return {
        suite: 'search',
        title: 'Complete text queries to a library',
        unit: 'ms',
        rows: [quiet, under, rowOf('a batch of images', 'web-clip', batches)],
        ratios: [ratioOf(quiet, under, 'less')],
        notes: [`A query every ${PAUSE} ms while ${count} photos are added. Every query is new.`],
      };
    });
  } finally {
    clip.dispose();
  }
}

async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let i = 0; i < times; i++) all.push(await work());
  return all;
}
