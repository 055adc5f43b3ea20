/** Searches in a worker, as the library does, so that the page stays responsive. */
import { expose } from 'comlink';
import { RandomMatrix, randomUnit } from './random-matrix.ts';

/** Number of hits to request: as many as a page shows. */
const LIMIT = 100;

/** What the page calls. */
export class SearchWorker {
  readonly #rows = new RandomMatrix();

  /** Adds rows up to this number. */
  growTo(rows: number): void {
    this.#rows.growTo(rows);
  }

  /** @returns Milliseconds of each search. Each search uses another vector. */
  async search(queries: number): Promise<number[]> {
    const times: number[] = [];
    for (let i = 0; i < queries; i++) {
      const query = randomUnit();
      const start = performance.now();
      await this.#rows.matrix.search(query, { limit: LIMIT });
      times.push(performance.now() - start);
    }
    return times;
  }
}

expose(new SearchWorker());
