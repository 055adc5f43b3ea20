import type { Library, SamePictureGroup } from '@web-clip/photos';
import { collapsed, type Results } from './collapsed.ts';

/** Results among which copies are looked for. It takes longer than people wait if they are all photos of a large library. */
const MOST = 1000;

/** Copies of pictures among the results of a search, which are shown as one unless the user wants to see them. */
export class ResultCopies {
  #groups: readonly SamePictureGroup[] = [];
  /** Whether copies are shown one by one. */
  areShown = false;

  /** Number of results that are not shown, or would not be. */
  get count(): number {
    return this.#groups.reduce((sum, { photos }) => sum + photos.length - 1, 0);
  }

  /** Forgets what was found, because there are other results. */
  forget(): void {
    this.#groups = [];
  }

  /**
   * Looks for copies among results.
   *
   * @returns Whether there is anything new to show.
   */
  async look(library: Pick<Library, 'copies'>, { hits }: Results, signal: AbortSignal): Promise<boolean> {
    if (hits.length < 2 || hits.length > MOST) return false;
    const ids = hits.map(({ photo }) => photo.id);
    try {
      const groups = await library.copies(ids, { signal });
      if (signal.aborted) return false;
      const isSame = groups.length + this.#groups.length === 0;
      this.#groups = groups;
      return !isSame;
    } catch {
      // Copies are shown one by one then. The library reports important errors.
      return false;
    }
  }

  /** @returns The results as they are shown. */
  shown(results: Results): Results {
    return this.areShown ? results : collapsed(results, this.#groups);
  }
}
