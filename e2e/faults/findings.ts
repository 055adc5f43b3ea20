import type { Page } from '@playwright/test';

/** A library's results for the files that it was given. */
export interface Findings {
  /** Paths of searchable photos. */
  searchable: readonly string[];
  /** The files that could not be read. */
  failures: readonly { path: string; code: string; message: string }[];
  /** Largest difference between cosines of images that are in both folders; 2 if one is missing. */
  apart: number;
}

/**
 * Queries a page's library about two of its folders.
 *
 * @param sound Name of a folder whose images are all in the other one, too.
 * @param other Name of the other folder.
 */
export function findingsOf(page: Page, sound: string, other: string): Promise<Findings> {
  return page.evaluate(
    async ([sound, other]) => {
      const library = await document.querySelector('photo-search')?.library;
      if (!library) throw new Error('There is no library.');
      const ids = new Map((await library.folders()).map(({ name, id }) => [name, id]));
      const [photos, failures] = [await library.photos(), await library.failures()];
      const searchable = photos.filter(({ folder }) => folder === ids.get(other)).map(({ path }) => path);
      let apart = 0;
      for (const words of ['a dog on the beach', 'a penguin in the snow', 'something to eat', 'a vehicle']) {
        const hits = await library.search(words, { limit: photos.length });
        const scores = (name: string) =>
          new Map(
            hits.flatMap(({ photo, score }) => (photo.folder === ids.get(name) ? [[photo.path, score]] : [])),
          );
        const [alone, amid] = [scores(sound), scores(other)];
        for (const [path, score] of alone) {
          apart = Math.max(apart, Math.abs(score - (amid.get(path) ?? score + 2)));
        }
      }
      return {
        searchable,
        failures: failures.map(({ path, failure }) => ({
          path,
          code: failure?.code ?? '',
          message: failure?.message ?? '',
        })),
        apart,
      };
    },
    [sound, other] as const,
  );
}
