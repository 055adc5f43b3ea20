import { type Engine, invalid, normaliseRows } from '@web-clip/clip/internal';
import type { Hit, Matrix } from '@web-clip/vectors';
import type { PhotosByRow } from '../store/photos-by-row.ts';
import type { PhotoRecord } from '../store/records.ts';
import { foundPhotos } from './found-photos.ts';
import { NEUTRAL_TEXTS } from './neutral-texts.ts';
import { newestFirst } from './newest-first.ts';
import { merged, type SubjectVector, scoreTerms, type VectorTerm } from './score-terms.ts';
import type { PostedSubject, PostedTerm } from './term.ts';

/** What a search needs of a library. */
export interface SearchedLibrary {
  matrix: Matrix;
  /** Photos by id. */
  photos: ReadonlyMap<number, PhotoRecord>;
  /** Photos by the ids of their rows. Default: each photo has one row, of its own id. */
  rows?: PhotosByRow;
}

/** What a search needs of the engine. */
export type TextEmbedder = Pick<Engine, 'embedTexts'>;

/** The photos that a search found. */
export interface Found {
  /** The terms as they were scored. */
  terms: readonly VectorTerm[];
  /** The best row of each photo, best first. Without terms, newest first, with a score of 0. */
  hits: readonly Hit[];
  /** Number of photos that were searched. */
  total: number;
}

/**
 * Finds the vectors of terms.
 *
 * @throws ClipError `invalid-argument` for a photo without an embedding, or an embedding of another dimension.
 */
export function vectorTerms(
  terms: readonly PostedTerm[],
  matrix: Matrix,
  embedder: TextEmbedder,
  signal: AbortSignal | undefined,
): Promise<VectorTerm[]> {
  const vectorOf = async (subject: PostedSubject): Promise<SubjectVector> => {
    // One by one, because the engine remembers single texts.
    if ('text' in subject)
      return { vector: (await embedder.embedTexts([subject.text], { signal })).data, isText: true };
    if ('photo' in subject) return { vector: rowOf(matrix, subject.photo), isText: false };
    return { vector: unitEmbedding(subject.embedding, matrix.dimension), isText: false };
  };
  return Promise.all(
    terms.map(async ({ weight, anyOf }) => ({ weight, anyOf: await Promise.all(anyOf.map(vectorOf)) })),
  );
}

/**
 * Searches a library.
 *
 * @param terms The terms; see {@link vectorTerms}.
 * @param library What to search.
 * @param limit Number of best photos wanted.
 * @param passes Whether a photo may be a hit. Default: all may. Its answers are remembered as long as no photo comes or goes.
 * @param neutral Returns the mean embedding of neutral texts. Called if texts are scored with other terms.
 */
export async function searchTerms(
  terms: readonly VectorTerm[],
  library: SearchedLibrary,
  limit: number,
  passes: ((photo: PhotoRecord) => boolean) | undefined,
  neutral: () => Promise<Float32Array>,
): Promise<Found> {
  const { matrix } = library;
  const scored = merged(terms);
  const [first] = scored;
  if (!first) {
    const all = newestFirst(library.photos, passes);
    const hits = all.slice(0, limit).map(({ id }) => ({ id, score: 0 }));
    return { terms: scored, hits, total: all.length };
  }
  const { mask, total } = passing(library, passes);
  const owners = library.rows ?? library.photos;
  const [only] = first.anyOf;
  // A term on its own ranks by its cosine, as any other search does.
  if (only && scored.length === 1 && first.anyOf.length === 1 && first.weight > 0) {
    const find = (limit: number): Promise<Hit[]> =>
      matrix.search(only.vector, { limit, ...(mask && { mask }) });
    return { terms: scored, hits: await foundPhotos(limit, find, owners), total };
  }
  const hasText = scored.some((term) => term.anyOf.some(({ isText }) => isText));
  const common = hasText ? await neutral() : new Float32Array(matrix.dimension);
  const query = scoreTerms(scored, common, (vector) => matrix.statistics(vector));
  const find = (limit: number): Hit[] => matrix.searchCombined(query, { limit, ...(mask && { mask }) });
  return { terms: scored, hits: await foundPhotos(limit, find, owners), total };
}

/** @returns The mean embedding of neutral texts. */
export async function neutralEmbedding(embedder: TextEmbedder): Promise<Float32Array> {
  const { data, count, dimension } = await embedder.embedTexts(NEUTRAL_TEXTS);
  const mean = new Float32Array(dimension);
  for (const [i, value] of data.entries())
    mean[i % dimension] = (mean[i % dimension] as number) + value / count;
  return mean;
}

/** Which photos pass a test, and how many. */
interface Passing {
  mask?: (id: number) => boolean;
  total: number;
}

/** What passed a test. A test is made anew when a photo has changed. */
const passed = new WeakMap<(photo: PhotoRecord) => boolean, Passing & { photos: number; rows: number }>();

/**
 * Tests each photo once: a search asks for many of them more than once, and wants their number, and the next one often has
 * the same filters.
 */
function passing(
  { matrix, photos, rows }: SearchedLibrary,
  passes: ((photo: PhotoRecord) => boolean) | undefined,
): Passing {
  let further = 0;
  for (const row of rows?.further ?? []) if (matrix.has(row)) further++;
  if (!passes) return { total: matrix.size - further };
  const known = passed.get(passes);
  if (known?.photos === photos.size && known.rows === matrix.size) return known;
  const areAllEmbedded = matrix.size - further === photos.size;
  const ids = new Uint32Array(photos.size);
  const frames: number[] = [];
  let [total, last] = [0, 0];
  for (const photo of photos.values()) {
    if (!passes(photo) || !(areAllEmbedded || matrix.has(photo.id))) continue;
    ids[total++] = photo.id;
    last = Math.max(last, photo.id);
    for (const { id } of photo.video?.frames ?? []) {
      if (id === photo.id) continue;
      frames.push(id);
      last = Math.max(last, id);
    }
  }
  // By id, because ids are counted up, and a set of 100,000 takes longer than the search.
  const flags = new Uint8Array(last + 1);
  for (const id of ids.subarray(0, total)) flags[id] = 1;
  for (const id of frames) flags[id] = 1;
  const result = { mask: (id: number) => flags[id] === 1, total, photos: photos.size, rows: matrix.size };
  passed.set(passes, result);
  return result;
}

/**
 * @returns The row of a photo.
 * @throws ClipError `invalid-argument` if it has none.
 */
export function rowOf(matrix: Matrix, photo: number): Float32Array<ArrayBuffer> {
  const row = matrix.get(photo);
  if (row) return row;
  throw invalid('This photo is not indexed with the current model. Index it first.');
}

/**
 * Scales an embedding of the caller's own to length 1, in place.
 *
 * @throws ClipError `invalid-argument` if it has another dimension.
 */
export function unitEmbedding(embedding: Float32Array, dimension: number): Float32Array {
  if (embedding.length !== dimension) {
    throw invalid(
      `The embedding has ${embedding.length} values, but those of the library’s model have ${dimension}. Embed the query with the same model.`,
    );
  }
  normaliseRows(embedding, dimension);
  return embedding;
}
