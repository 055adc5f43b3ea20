import type { Engine } from '@web-clip/clip/internal';
import type { Hit } from '@web-clip/vectors';
import type { PhotoHit } from '../photo.ts';
import { answerTerms } from '../query/answer.ts';
import type { PhotoTest } from '../query/filter.ts';
import { foundPhotos, frameOf } from '../query/found-photos.ts';
import { neutralEmbedding, rowOf, type SearchedLibrary, unitEmbedding } from '../query/search-terms.ts';
import {
  type PostedOptions,
  type PostedTerm,
  postedTerms,
  type SearchResult,
  type Term,
} from '../query/term.ts';
import { seen } from './seen.ts';

/** Number of photos that a saved query finds if it is not known which are likely to fit. */
const UNJUDGED = 100;

/** Searches a library. Whether photos pass filters, and hidden ones do not, is for the caller to say. */
export class LibrarySearch {
  readonly #engine: Engine;
  readonly #library: () => SearchedLibrary;
  #neutral: Promise<Float32Array> | undefined;

  /** @param library Returns the library, which throws if it is closed. */
  constructor(engine: Engine, library: () => SearchedLibrary) {
    this.#engine = engine;
    this.#library = library;
  }

  /** Finds photos by a text. */
  async text(
    text: string,
    limit: number,
    passes: PhotoTest | undefined,
    signal: AbortSignal | undefined,
  ): Promise<PhotoHit[]> {
    if (text.trim() === '') return [];
    const { data } = await this.#engine.embedTexts([text], { signal });
    return this.vector(data, limit, passes);
  }

  /** Finds photos that resemble one of the library, or a frame of a video. */
  async photo(id: number, limit: number, passes: PhotoTest | undefined): Promise<PhotoHit[]> {
    const { matrix, photos, rows = photos } = this.#library();
    const own = rows.get(id)?.id;
    const hits = await this.vector(rowOf(matrix, id), limit + 1, passes);
    return hits.filter(({ photo }) => photo.id !== own).slice(0, limit);
  }

  /** Finds photos by an embedding of the caller's own, whatever its length as a vector. */
  embedding(embedding: Float32Array, limit: number, passes: PhotoTest | undefined): Promise<PhotoHit[]> {
    return this.vector(unitEmbedding(embedding, this.#library().matrix.dimension), limit, passes);
  }

  /** Finds photos by a row. */
  async vector(query: Float32Array, limit: number, passes: PhotoTest | undefined): Promise<PhotoHit[]> {
    const { matrix, photos, rows = photos } = this.#library();
    const mask = (id: number): boolean => {
      const photo = rows.get(id);
      return photo !== undefined && (!passes || passes(photo));
    };
    const find = (limit: number): Promise<Hit[]> => matrix.search(query, { limit, ...(passes && { mask }) });
    return (await foundPhotos(limit, find, rows)).flatMap(({ id, score }) => {
      const photo = rows.get(id);
      const frame = photo && frameOf(photo, id);
      return photo ? [{ photo: seen(photo), ...(frame && { frame }), score }] : [];
    });
  }

  /** Finds photos by several terms; see `Library.search`. */
  terms(
    terms: readonly PostedTerm[],
    options: Omit<PostedOptions, 'filters'>,
    passes: PhotoTest | undefined,
    signal?: AbortSignal,
  ): Promise<SearchResult> {
    return answerTerms(terms, options, {
      library: this.#library(),
      engine: this.#engine,
      neutral: () => this.#neutralEmbedding(),
      passes,
      seen,
      signal,
    });
  }

  /** Finds the photos that are likely to fit a saved query, best first. */
  async likely(terms: readonly Term[], passes: PhotoTest | undefined): Promise<number[]> {
    const posted = await postedTerms(terms, async () => []);
    const limit = Math.max(1, this.#library().photos.size);
    const { hits, fits } = await this.terms(posted, { limit, cutoff: true, sort: 'relevance' }, passes);
    const ids = hits.map(({ photo }) => photo.id);
    return posted.length > 0 && fits === undefined ? ids.slice(0, UNJUDGED) : ids;
  }

  /** Computed at first use. A failure is forgotten, so that the next search tries again. */
  #neutralEmbedding(): Promise<Float32Array> {
    this.#neutral ??= neutralEmbedding(this.#engine).catch((error: unknown) => {
      this.#neutral = undefined;
      throw error;
    });
    return this.#neutral;
  }
}
