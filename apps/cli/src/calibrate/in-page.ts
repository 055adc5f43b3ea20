import type { Page } from 'playwright';
import type { PhotoQuery, WithoutQuery } from './term-queries.ts';

/** What the page runs. */
export interface PageSettings {
  model: string;
  device: 'auto' | 'webgpu' | 'wasm';
}

/** Photos, as indices, best first. */
type Ranking = number[];

/** What the page returns. */
export interface PageResult {
  images: number[][];
  texts: number[][];
  /** Rankings by terms, and by the difference or the sum of the embeddings. */
  without: { terms: Ranking; vectors: Ranking }[];
  photos: { terms: Ranking; vectors: Ranking }[];
}

/**
 * Embeds photos and texts, and searches a library of the photos, with the built modules, as any page would.
 *
 * @param page A page with a file input; see `withPage`.
 * @param files Paths of the photos.
 */
export async function runInPage(
  page: Page,
  files: readonly string[],
  texts: readonly string[],
  queries: { without: readonly WithoutQuery[]; photos: readonly PhotoQuery[] },
  settings: PageSettings,
): Promise<PageResult> {
  // The page's own input takes folders only, and the photos may come from several.
  await page.evaluate(() => document.querySelector('input')?.removeAttribute('webkitdirectory'));
  await page.setInputFiles('input', [...files]);
  return page.evaluate(
    async ({ texts, without, photos, settings }) => {
      const modules = new URL('web-clip/', location.href).href;
      const { createClip, row } = (await import(`${modules}index.js`)) as typeof import('@web-clip/clip');
      const { openLibrary } = (await import(`${modules}photos.js`)) as typeof import('@web-clip/photos');
      const clip = await createClip(settings);
      const library = await openLibrary({ clip });
      const files = [...(document.querySelector('input')?.files ?? [])];
      const images: Float32Array[] = [];
      for (let start = 0; start < files.length; start += 32) {
        const some = await clip.embedImages(files.slice(start, start + 32));
        for (let i = 0; i < some.count; i++) images.push(row(some, i));
        console.info(`${images.length} of ${files.length} photos `);
      }
      const rows = await clip.embedTexts(texts);
      // Named by index, because files of two folders may share a name.
      await library.add(files.map((file, i) => ({ path: `${i}`, file })));
      const ids = new Map((await library.photos()).map(({ id, path }) => [Number(path), id]));
      const places = new Map([...ids].map(([place, id]) => [id, place]));
      const ranking = (hits: readonly { photo: { id: number } }[], except = -1): number[] =>
        hits.map(({ photo }) => places.get(photo.id) ?? -1).filter((place) => place !== except);
      const words = [
        ...without.flatMap(({ wanted, unwanted }) => [wanted, unwanted]),
        ...photos.map(({ word }) => word),
      ];
      const wordRows = await clip.embedTexts(words);
      const textRow = (text: string): Float32Array => row(wordRows, words.indexOf(text));
      const compared = [];
      for (const { wanted, unwanted } of without) {
        const { hits } = await library.search({
          terms: [{ text: wanted }, { text: unwanted, weight: -1 }],
          limit: 11,
        });
        const other = textRow(unwanted);
        const difference = textRow(wanted).map((value, i) => value - (other[i] ?? 0));
        compared.push({
          terms: ranking(hits),
          vectors: ranking(await library.search(difference, { limit: 11 })),
        });
      }
      const alike = [];
      for (const { photo, word } of photos) {
        const { hits } = await library.search({
          terms: [{ photo: ids.get(photo) ?? -1 }, { text: word }],
          limit: 11,
        });
        const sum = textRow(word).map((value, i) => value + (images[photo]?.[i] ?? 0));
        const vectors = await library.search(sum, { limit: 11 });
        alike.push({ terms: ranking(hits, photo), vectors: ranking(vectors, photo) });
      }
      return {
        images: images.map((image) => [...image]),
        texts: texts.map((_, i) => [...row(rows, i)]),
        without: compared,
        photos: alike,
      };
    },
    { texts: [...texts], without: [...queries.without], photos: [...queries.photos], settings },
  );
}
