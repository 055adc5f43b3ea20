import type { Found } from './library-search.ts';
import type { Match } from './match.ts';
import { newestFirst } from './photo-order.ts';

/** What a search has found, as it is shown. */
export class ShownResults {
  /** The results, best first, and the first of them that is less likely. */
  #found: { readonly hits: readonly Match[]; readonly likely?: number | undefined } = { hits: [] };

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
    this.#order();
    if (isNew) this.epoch++;
  }

  /** Shows only these of the results. */
  showPart(matches: readonly Match[]): void {
    this.#found = { hits: matches };
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
    this.matches = [];
    this.fits = undefined;
    this.likely = undefined;
    this.total = 0;
    this.ranked = false;
    this.isPart = false;
  }

  #order(): void {
    const { hits, likely } = this.#found;
    // Without a query, they are sorted by date already.
    const isSorted = this.isByDate && this.ranked;
    this.matches = isSorted ? newestFirst(hits) : hits;
    this.likely = isSorted ? undefined : likely;
  }
}
