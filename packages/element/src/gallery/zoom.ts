import type { Point } from '../ui/gestures.ts';

/**
 * Position of a photo on its stage: scaled about the centre of the stage, then moved, in CSS pixels. Scale 1 shows
 * all of it.
 */
export interface Pose {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Shows the whole photo. */
export const FITTED: Pose = { scale: 1, x: 0, y: 0 };

/** Scale up to which every photo can be enlarged, however few pixels it has. */
const LEAST_MAXIMUM = 8;

/** Pixels of the screen that one pixel of a photo can take on each side. */
const LARGEST_PIXEL = 8;

/** Pixels of the screen per pixel of a photo from which on each is shown as a square. */
export const SQUARE_PIXELS = 4;

/** Scale of a double click on a photo that shows all of its pixels already. */
const CLOSE_UP = 2.5;

/** Factor below which 100 % would look like the whole photo. */
const NOTICEABLE = 1.05;

/**
 * @param photo Its size in pixels, as turned.
 * @param stage Size of the stage.
 * @returns The size at scale 1: as large as fits, but not more CSS pixels than the photo has.
 */
export function fittedSize({ width, height }: Size, stage: Size): Size {
  const scale = Math.min(1, stage.width / width, stage.height / height);
  return { width: width * scale, height: height * scale };
}

/**
 * @param photo Its size in pixels, as turned.
 * @param stage Size of the stage.
 * @param density Pixels of the screen per CSS pixel, `devicePixelRatio`.
 * @returns The scale of 100 %, at which a pixel of the photo is a pixel of the screen. Below 1 if scale 1 enlarges it.
 */
export function actualScale(photo: Size, stage: Size, density: number): number {
  return photo.width / (fittedSize(photo, stage).width * density);
}

/**
 * @param actual As {@link actualScale} returns it.
 * @returns The scale of a double click: 100 %, or a close-up of a photo that has no more pixels to show.
 */
export function closeUpScale(actual: number): number {
  return actual > NOTICEABLE ? actual : CLOSE_UP;
}

/**
 * @param actual As {@link actualScale} returns it.
 * @returns The largest scale, at which single pixels can be counted.
 */
export function maximumScale(actual: number): number {
  return Math.max(LEAST_MAXIMUM, actual * LARGEST_PIXEL);
}

/**
 * Enlarges a photo about a point, which stays in place.
 *
 * @param pose Position of the photo.
 * @param about The point, relative to the centre of the stage.
 * @param factor Zoom factor. The scale stays between 1 and `maximum`.
 * @param maximum The largest scale.
 */
export function zoomAbout(pose: Pose, about: Point, factor: number, maximum: number): Pose {
  const scale = Math.min(maximum, Math.max(1, pose.scale * factor));
  const ratio = scale / pose.scale;
  return { scale, x: about.x - (about.x - pose.x) * ratio, y: about.y - (about.y - pose.y) * ratio };
}

/**
 * Moves a photo back until no more of the stage is empty than necessary.
 *
 * @param pose Position of the photo.
 * @param photo Its size at scale 1.
 * @param stage Size of the stage.
 */
export function keepInView({ scale, x, y }: Pose, photo: Size, stage: Size): Pose {
  return {
    scale,
    x: within(x, (photo.width * scale - stage.width) / 2),
    y: within(y, (photo.height * scale - stage.height) / 2),
  };
}

const within = (value: number, most: number): number =>
  most <= 0 ? 0 : Math.min(most, Math.max(-most, value));
