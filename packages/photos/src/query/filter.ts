import type { Photo, PhotoKind } from '../photo.ts';
import type { Point } from '../places/distance.ts';
import type { DayRange } from './days.ts';

/** Distance within which a photo is near a point, in kilometres: a city with its surroundings. */
export const NEAR_KM = 20;

/** A value of the filter `is`: the shape of a photo, or its kind. */
export type PhotoTrait = 'portrait' | 'landscape' | 'square' | PhotoKind;

/** All values of the filter `is`. The first three go by the shape of the photo, the others by {@link Photo.kind}. */
export const PHOTO_TRAITS = [
  'portrait',
  'landscape',
  'square',
  'screenshot',
  'panorama',
  'document',
] as const satisfies readonly PhotoTrait[];

/**
 * What a photo must be, to be among the results of a search; with `not`, what it must not be. Names match by whole
 * words, in this order, whatever the case and the accents: `iphone 13` is found in `Apple iPhone 13 Pro`. A photo of
 * which a fact is unknown does not pass a filter on that fact, and passes its opposite.
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
>;

/** Whether a photo passes. */
export type PhotoTest = (photo: FilteredPhoto) => boolean;
