import { wrap } from 'comlink';
import { openClip } from '../clip.ts';
import { withLibrary } from '../libraries.ts';
import { distinctFiles } from '../photos.ts';
import type { Result, Row } from '../result.ts';
import { latencyRow, ratioOf, rowOf } from '../statistics.ts';
import type { SearchWorker } from './search-main.ts';
import type { Bench } from './suite.ts';
import { query } from './text.ts';

const ROWS = [1000, 10_000, 100_000, 1_000_000];

/** Searches per run, limited by {@link RUN_MILLISECONDS}; at least three. */
const SEARCHES = 50;
const RUN_MILLISECONDS = 1000;

/** From this number on, rows take more memory than small devices have. */
const MANY_ROWS = 1_000_000;

/** How long photos are added during queries, in milliseconds. */
const ADDED_MILLISECONDS = 5000;

/** Pause between two queries during indexing, in milliseconds. */
const PAUSE = 300;

/** Measures vector search alone, and whole queries while photos are being indexed. */
export async function* searchSuite(bench: Bench): AsyncGenerator<Result> {
  yield await vectors(bench);
  yield await whileIndexing(bench);
}

async function vectors({ settings, tell }: Bench): Promise<Result> {
  const thread = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' });
  const worker = wrap<SearchWorker>(thread);
  const rows: Row[] = [];
  const notes = ['Exact search for the best 100 among random vectors, with a new query each time.'];
  try {
    for (const count of ROWS) {
      const name = `${count.toLocaleString('en')} rows`;
      tell(`search: ${name}`);
      if (count >= MANY_ROWS && isSmall()) {
        notes.push(`${name} were left out: this device has little memory.`);
        continue;
      }
      await worker.growTo(count);
      const [once = 0] = (await worker.search(3)).slice(-1);
      const searches = Math.min(SEARCHES, Math.max(3, Math.floor(RUN_MILLISECONDS / once)));
      const runs: number[][] = [];
      for (let run = 0; run < settings.runs; run++) runs.push(await worker.search(searches));
      rows.push(latencyRow(name, 'web-clip', runs));
    }
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

function isSmall(): boolean {
  const { deviceMemory = 8 } = navigator as { deviceMemory?: number };
  return deviceMemory < 8;
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
