import type { Photo, PhotoFormat } from '../photo.ts';

/**
 * What decided which of several copies to keep: the others are copies by their name, crop or date (`original`); have less
 * of what cameras write (`camera-data`); have fewer pixels (`pixels`), in a format that holds less (`format`), more
 * coarsely compressed (`compression`) or less sharp (`sharpness`); are younger files (`age`); or are equal but for their
 * path (`path`).
 */
export type KeepCode =
  | 'original'
  | 'camera-data'
  | 'pixels'
  | 'format'
  | 'compression'
  | 'sharpness'
  | 'age'
  | 'path';

/**
 * Why one of several copies is the one to keep, by what distinguishes it from the last one that it was compared with.
 */
export interface KeepReason {
  /** What decided. */
  code: KeepCode;
  /**
   * The kept photo's value: for `original` absent, or `unchanged` if the file has not changed since the photo was taken;
   * for `camera-data` the camera, if known; for `pixels` their number; for `format` a {@link PhotoFormat}; for
   * `compression` {@link Photo.quantisation}; for `sharpness` that of {@link Photo.quality}; for `age` the modification
   * time in milliseconds since the epoch; for `path` the path.
   */
  kept?: number | string;
  /** The other photo's value, of the same kind. For `original`: `cropped`, `named` as a copy, or `changed` later. */
  other?: number | string;
}

/** Photos that show the same picture, byte for byte or not. */
export interface SamePictureGroup {
  /** Id of the photo that is best kept. */
  keep: number;
  /** Why that one. */
  why: KeepReason;
  /** Ids of all of them, {@link SamePictureGroup.keep} included, in the order of their paths. */
  photos: readonly number[];
}

/** Photos that show different pictures of the same moment, such as a burst. */
export interface SameMomentGroup {
  /** Their ids, in the order in which they were taken. Of photos with copies, only the one to keep. */
  photos: readonly number[];
}

/** Result of `Library.groups`. No pair of photos is in both lists. */
export interface PhotoGroups {
  /** By the paths of the kept photos. */
  samePicture: readonly SamePictureGroup[];
  /** Newest first. */
  sameMoment: readonly SameMomentGroup[];
}

/** Progress of `Library.groups`. */
export interface GroupsProgress {
  /** `searching`: photos are looked up. `comparing`: likely copies are compared by their pixels. */
  phase: 'searching' | 'comparing';
  /** Photos or comparisons so far. */
  done: number;
  /** In all. */
  total: number;
}

/** The fields of a photo that decide on the one to keep. */
export type KeptPhoto = Pick<
  Photo,
  | 'path'
  | 'modified'
  | 'width'
  | 'height'
  | 'camera'
  | 'lens'
  | 'exposure'
  | 'location'
  | 'taken'
  | 'takenFrom'
  | 'takenPrecision'
  | 'quantisation'
  | 'quality'
  | 'raws'
> & { format?: PhotoFormat };
