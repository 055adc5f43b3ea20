import type { Photo, PhotoKind } from '../photo.ts';
import type { Point } from '../places/distance.ts';
import type { DayRange } from './days.ts';

/** Distance within which a photo is near a point, in kilometres: a city with its surroundings. */
export const NEAR_KM = 20;

/** A value of the filter `is`: the shape of a photo, its kind, how sharp it is, or what a person said of it. */
export type PhotoTrait = 'portrait' | 'landscape' | 'square' | PhotoKind | 'blurred' | 'favourite' | 'hidden';

/**
 * All values of the filter `is`. The first three go by the shape of the photo, the next four by {@link Photo.kind},
 * `blurred` by {@link Photo.quality}, unless it has too little contrast to be sharp, and the last two by its marks.
 */
export const PHOTO_TRAITS = [
  'portrait',
  'landscape',
  'square',
  'screenshot',
  'panorama',
  'document',
  'video',
  'blurred',
  'favourite',
  'hidden',
] as const satisfies readonly PhotoTrait[];

/** Ratings from 1 to 5, both inclusive. A missing end is open. */
export interface RatingRange {
  /** The lowest rating. */
  readonly from?: number;
  /** The highest rating. */
  readonly to?: number;
}

/**
 * What a photo must be, to be among the results of a search; with `not`, what it must not be. Names match by whole
 * words, in this order, whatever the case and the accents: `iphone 13` is found in `Apple iPhone 13 Pro`. A photo of
 * which a fact is unknown does not pass a filter on that fact, and passes its opposite. Hidden photos pass only if
 * `{ is: 'hidden' }` is among the filters.
 */
export type Filter = { readonly not?: true } & (
  | {
      /**
       * The days on which it was taken, in the time zone of the device; by the file's modification time if it is unknown
       * when it was taken. A photo of which only the year or month is known passes if all of that is in the range.
       */
      readonly taken: DayRange;
    }
  | {
      /** A point, or the name of a place, around which it was taken. */
      readonly near: Point | string;
      /** Maximum distance in kilometres. Default: 20. */
      readonly km?: number;
    }
  | {
      /** A city, region or country. */
      readonly place: string;
    }
  | { readonly camera: string }
  | { readonly lens: string }
  | { readonly is: PhotoTrait }
  | {
      /** The rating that it got. A photo without one passes only the opposite. */
      readonly rating: RatingRange;
    }
  | {
      /** A label that it got: all of its words, whatever the case and the accents. */
      readonly label: string;
    }
  | {
      /** The name of an album that it is in: all of its words, whatever the case and the accents. */
      readonly album: string;
    }
  | {
      /** The name of a named group that it is in, or the group's id. */
      readonly group: string;
    }
  | {
      /** A name in the path of its folder. */
      readonly folder: string;
    }
  | {
      /** A format by its usual extension, such as `heic`, or `raw`. */
      readonly type: string;
    }
);

/** What filters look at. */
export type FilteredPhoto = Pick<
  Photo,
  | 'folder'
  | 'path'
  | 'modified'
  | 'taken'
  | 'takenPrecision'
  | 'width'
  | 'height'
  | 'raws'
  | 'camera'
  | 'lens'
  | 'location'
  | 'kind'
  | 'format'
  | 'quality'
> & {
  /** Absent where no filter looks at marks and albums. */
  readonly id?: number;
  /** See `printFingerprint`. */
  readonly fingerprint?: string;
};

/** Whether a photo passes. */
export type PhotoTest = (photo: FilteredPhoto) => boolean;
