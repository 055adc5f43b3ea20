import type { Engine } from '@web-clip/clip/internal';
import type { Photo } from '../photo.ts';
import type { PhotoRecord } from '../store/records.ts';
import { frameOf } from './found-photos.ts';
import { dateOf } from './newest-first.ts';
import { type SearchedLibrary, searchTerms, vectorTerms } from './search-terms.ts';
import { lineOf, logOdds, strengthOf } from './strength.ts';
import type { PostedOptions, PostedTerm, SearchResult } from './term.ts';

/** What {@link answerTerms} works with. */
export interface AnswerContext {
  library: SearchedLibrary;
  engine: Pick<Engine, 'embedTexts' | 'spec'>;
  /** Returns the mean embedding of neutral texts. */
  neutral(): Promise<Float32Array>;
  /** Whether a photo passes the filters. Default: all do. */
  passes?: ((photo: PhotoRecord) => boolean) | undefined;
  /** Makes a photo of a record. */
  seen(record: PhotoRecord): Photo;
  signal: AbortSignal | undefined;
}

/**
 * Answers a query of terms.
 *
 * @throws ClipError `invalid-argument` for a photo without an embedding, or an embedding of another dimension.
 */
export async function answerTerms(
  posted: readonly PostedTerm[],
  { limit, cutoff, sort }: Omit<PostedOptions, 'filters'>,
  { library, engine, neutral, passes, seen, signal }: AnswerContext,
): Promise<SearchResult> {
  const { matrix, photos, rows = photos } = library;
  // A photo is no answer to the question what resembles it.
  const asked = new Set(
    posted.flatMap(({ weight, anyOf }) =>
      weight > 0 ? anyOf.flatMap((subject) => ('photo' in subject ? rows.get(subject.photo) : [])) : [],
    ),
  );
  const terms = await vectorTerms(posted, matrix, engine, signal);
  const found = await searchTerms(terms, library, limit + asked.size, passes, neutral);
  const hits = found.hits
    .filter(({ id }) => {
      const photo = rows.get(id);
      return photo && !asked.has(photo);
    })
    .slice(0, limit);
  const ids = hits.map(({ id }) => id);
  const odds = logOdds(found.terms, ids, matrix, found.total, engine.spec.relevance);
  const likely = odds ? lineOf(odds) : hits.length;
  const all = hits.map(({ id, score }, i) => {
    const photo = rows.get(id) as PhotoRecord;
    const frame = frameOf(photo, id);
    return {
      record: photo,
      hit: {
        photo: seen(photo),
        ...(frame && { frame }),
        score,
        ...(odds && { strength: strengthOf(odds[i] as number) }),
      },
    };
  });
  const parts = [all.slice(0, likely), cutoff && odds ? [] : all.slice(likely)];
  if (sort === 'date') for (const part of parts) part.sort((a, b) => dateOf(b.record) - dateOf(a.record));
  return {
    fits: odds?.some((each) => each >= 0),
    hits: parts.flat().map(({ hit }) => hit),
    likely,
    total: found.total,
  };
}
