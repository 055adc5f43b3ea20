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

/** Maximum scale. */
export const MAX_SCALE = 8;

/**
 * Enlarges a photo about a point, which stays in place.
 *
 * @param pose Position of the photo.
 * @param about The point, relative to the centre of the stage.
 * @param factor Zoom factor. The scale stays between 1 and {@link MAX_SCALE}.
 */
export function zoomAbout(pose: Pose, about: Point, factor: number): Pose {
  const scale = Math.min(MAX_SCALE, Math.max(1, pose.scale * factor));
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
