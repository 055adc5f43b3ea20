import type { Point } from './gestures.ts';

/** How a photo lies on its stage: scaled about the middle of the stage, then moved, in CSS pixels. Scale 1 shows all of it. */
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

/** All of the photo. */
export const FITTED: Pose = { scale: 1, x: 0, y: 0 };

/** The most that a photo is enlarged. */
export const MAX_SCALE = 8;

/**
 * Enlarges a photo about a place, which stays where it is.
 *
 * @param pose How the photo lies.
 * @param about The place, from the middle of the stage.
 * @param factor By how much; the scale stays between 1 and {@link MAX_SCALE}.
 */
export function zoomAbout(pose: Pose, about: Point, factor: number): Pose {
  const scale = Math.min(MAX_SCALE, Math.max(1, pose.scale * factor));
  const ratio = scale / pose.scale;
  return { scale, x: about.x - (about.x - pose.x) * ratio, y: about.y - (about.y - pose.y) * ratio };
}

/**
 * Moves a photo back until it leaves no more of the stage empty than it has to.
 *
 * @param pose How the photo lies.
 * @param photo Its size at scale 1.
 * @param stage The size of the stage.
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
