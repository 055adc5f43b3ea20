import { wrap } from 'comlink';
import type { Ratio, Result, Row } from '../result.ts';
import { latencyRow, ratioOf } from '../statistics.ts';
import { forEachSize, latencies } from './latencies.ts';
import type { QueryWorker } from './query-main.ts';
import type { Bench } from './suite.ts';

/** Queries to measure: the number of terms, whether photos have to pass filters, and whether one term is enough. */
const QUERIES = [
  { name: 'one term', terms: 1, isFiltered: false, isAnyOf: false },
  { name: 'one term, three filters', terms: 1, isFiltered: true, isAnyOf: false },
  { name: 'any of five terms, three filters', terms: 5, isFiltered: true, isAnyOf: true },
  { name: 'three terms, three filters', terms: 3, isFiltered: true, isAnyOf: false },
  { name: 'five terms, three filters', terms: 5, isFiltered: true, isAnyOf: false },
];

/** Measures queries of several terms, with filters. */
export async function* querySuite(bench: Bench): AsyncGenerator<Result> {
  const thread = new Worker(new URL('./query-worker.ts', import.meta.url), { type: 'module' });
  const worker = wrap<QueryWorker>(thread);
  const rows: Row[] = [];
  const ratios: Ratio[] = [];
  const notes = [
    'The best 100 among photos with random vectors of 512 values, with new terms each time; every third is unwanted. The time of the text encoder is not included.',
  ];
  try {
    await forEachSize('query', bench, notes, async (count, name) => {
      await worker.growTo(count);
      const own: Row[] = [];
      for (const query of QUERIES) {
        const runs = await latencies(bench.settings.runs, (times) =>
          worker.search(times, query.terms, query.isFiltered, query.isAnyOf),
        );
        own.push(latencyRow(`${name}, ${query.name}`, 'web-clip', runs));
      }
      rows.push(...own);
      const [first, last] = [own[0] as Row, own.at(-1) as Row];
      ratios.push(ratioOf(first, last, 'less'));
    });
  } finally {
    thread.terminate();
  }
  yield {
    suite: 'query',
    title: 'Searching for several terms, with filters',
    unit: 'ms',
    rows,
    ratios,
    notes,
  };
}
