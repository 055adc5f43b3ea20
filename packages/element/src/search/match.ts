import type { Photo, Strength } from '@web-clip/photos';

/** A photo to show, with its score if it was found by a search. */
export interface Match {
  /** The photo. */
  readonly photo: Photo;
  /** How well photo and query fit: the cosine similarity if the query is one term. */
  readonly score?: number;
  /** The score in words; absent where it is not known which scores are good. */
  readonly strength?: Strength;
  /** Number of copies of the photo that the search has found, too, and that are not shown. */
  readonly copies?: number;
}
