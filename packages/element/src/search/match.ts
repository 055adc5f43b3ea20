import type { Frame, Photo, Strength } from '@web-clip/photos';

/** A photo to show, with its score if it was found by a search. */
export interface Match {
  /** The photo. */
  readonly photo: Photo;
  /** Of a video that was found by a search, the frame that fits best. */
  readonly frame?: Frame;
  /** How well photo and query fit: the cosine similarity if the query is one term. */
  readonly score?: number;
  /** The score in words; absent where it is not known which scores are good. */
  readonly strength?: Strength;
  /** Number of copies of the photo that the search has found, too, and that are not shown. */
  readonly copies?: number;
}

/** @returns Id of the thumbnail that shows what was found. */
export const thumbnailOf = ({ photo, frame }: Match): number => frame?.id ?? photo.id;
