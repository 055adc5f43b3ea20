import type { Library } from '@web-clip/photos';
import type { Results } from './collapsed.ts';
import type { Found } from './library-search.ts';
import type { Match } from './match.ts';
import { newestFirst } from './photo-order.ts';
import { ResultCopies } from './result-copies.ts';

/** What a search has found, as it is shown. */
export class ShownResults {
  /** All results, copies included. */
  #found: Results = { hits: [] };
  /** Copies among the results of a query. */
  readonly #copies = new ResultCopies();

  /** The results, in the order in which they are shown. Without a query: all photos, newest first. */
  matches: readonly Match[] = [];
  /** Whether anything in the library looks like what is searched for; undefined if that is not known. */
  fits: boolean | undefined;
  /** Index of the first of {@link matches} that is less likely; undefined if that is not known. */
  likely: number | undefined;
  /** Number of photos among which the matches are the best. */
  total = 0;
  /** Whether {@link matches} are results of a query. */
  ranked = false;
  /** Whether results are sorted by date, newest first, instead of best first. */
  isByDate = false;
  /** Whether {@link matches} are only a part of the results. */
  isPart = false;
  /** Incremented when {@link matches} are others than before, or in another order: a reason to scroll to the top. */
  epoch = 0;

  /**
   * @param found What was found.
   * @param ranked Whether that was asked for by a query.
   * @param isNew Whether the query is another one than before.
   */
  show(found: Found, ranked: boolean, isNew: boolean): void {
    this.#found = found;
    this.fits = found.fits;
    this.total = found.total;
    this.ranked = ranked;
    this.isPart = false;
    if (isNew) this.#copies.forget();
    this.#order();
    if (isNew) this.epoch++;
  }

  /** Number of results, copies included. */
  get count(): number {
    return this.#found.hits.length;
  }

  /** Number of copies that are among the results, and whether they are shown. */
  get copies(): Pick<ResultCopies, 'count' | 'areShown'> {
    return this.#copies;
  }

  /**
   * Looks for copies among the results of a query.
   *
   * @returns Whether the results are shown in another way now.
   */
  async lookForCopies(library: Pick<Library, 'copies'>, signal: AbortSignal): Promise<boolean> {
    if (!this.ranked || !(await this.#copies.look(library, this.#found, signal))) return false;
    this.#order();
    return true;
  }

  /** Shows copies one by one, or as one. */
  showCopies(areShown: boolean): void {
    this.#copies.areShown = areShown;
    this.#order();
  }

  /** Shows only these of the results. */
  showPart(matches: readonly Match[]): void {
    this.#found = { hits: matches };
    this.#copies.forget();
    this.isPart = true;
    this.#order();
    this.epoch++;
  }

  /** Sorts by date, newest first, or best first. */
  sortByDate(isByDate: boolean): void {
    this.isByDate = isByDate;
    this.#order();
    this.epoch++;
  }

  /** Shows nothing. */
  clear(): void {
    this.#found = { hits: [] };
    this.#copies.forget();
    this.matches = [];
    this.fits = undefined;
    this.likely = undefined;
    this.total = 0;
    this.ranked = false;
    this.isPart = false;
  }

  #order(): void {
    const { hits, likely } = this.ranked ? this.#copies.shown(this.#found) : this.#found;
    // Without a query, they are sorted by date already.
    const isSorted = this.isByDate && this.ranked;
    this.matches = isSorted ? newestFirst(hits) : hits;
    this.likely = isSorted ? undefined : likely;
  }
}
