/** Searches by terms in a worker, as the library does. */
import { searchTerms } from '@web-clip/photos/query';
import { expose } from 'comlink';
import { RandomMatrix, randomUnit } from './random-matrix.ts';

/** Number of hits to request: as many as a page shows. */
const LIMIT = 100;

type Photos = Parameters<typeof searchTerms>[1]['photos'];
type PhotoRecord = Photos extends ReadonlyMap<number, infer Photo> ? Photo : never;

/** A day in milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

/** What the page calls. */
export class QueryWorker {
  readonly #rows = new RandomMatrix();
  readonly #photos = new Map<number, PhotoRecord>();
  readonly #neutral = randomUnit().map((value) => value / 3);

  /** Adds photos up to this number: one a day in turn over twenty years, in fifty folders. */
  growTo(photos: number): void {
    for (let id = this.#photos.size; id < photos; id++) {
      const isWide = id % 3 > 0;
      this.#photos.set(id, {
        id,
        folder: 1,
        path: `folder-${id % 50}/${id}.jpg`,
        size: 4_000_000 + id,
        modified: id,
        width: isWide ? 4000 : 3000,
        height: isWide ? 3000 : 4000,
        taken: (id % 7300) * DAY,
        hash: '',
        version: 1,
      });
    }
    this.#rows.growTo(photos);
  }

  /**
   * @param queries Number of searches, each with other vectors.
   * @param terms Number of terms; every third is unwanted.
   * @param isFiltered Whether photos have to pass three filters: date, shape and folder.
   * @param isAnyOf Whether photos need only be like any of the terms, all of which are wanted.
   * @returns Milliseconds of each search.
   */
  async search(queries: number, terms: number, isFiltered: boolean, isAnyOf: boolean): Promise<number[]> {
    const passes = isFiltered
      ? ({ taken = 0, width, height, path }: PhotoRecord): boolean =>
          taken > 1000 * DAY && taken < 6000 * DAY && width > height && !path.startsWith('folder-7/')
      : undefined;
    const library = { matrix: this.#rows.matrix, photos: this.#photos };
    const times: number[] = [];
    for (let i = 0; i < queries; i++) {
      const subjects = Array.from({ length: terms }, () => ({ vector: randomUnit(), isText: true }));
      const asked = isAnyOf
        ? [{ weight: 1, anyOf: subjects }]
        : subjects.map((subject, term) => ({ weight: term % 3 === 2 ? -1 : 1, anyOf: [subject] }));
      const start = performance.now();
      await searchTerms(asked, library, LIMIT, passes, async () => this.#neutral);
      times.push(performance.now() - start);
    }
    return times;
  }
}

expose(new QueryWorker());
