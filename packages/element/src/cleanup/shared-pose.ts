import {
  actualScale,
  closeUpScale,
  FITTED,
  fittedSize,
  keepInView,
  maximumScale,
  type Pose,
  type Size,
  SQUARE_PIXELS,
  zoomAbout,
} from '../gallery/zoom.ts';
import type { PoseChange } from './compare-pane.ts';

/**
 * Sizes two photos as if they had equally many pixels on their long sides, so that they are drawn equally large.
 *
 * @param sizes Their sizes in pixels.
 */
export function equalSizes<Sizes extends readonly Size[]>(sizes: Sizes): { [Key in keyof Sizes]: Size } {
  const longest = Math.max(...sizes.map(({ width, height }) => Math.max(width, height)));
  return sizes.map(({ width, height }) => {
    const factor = longest / Math.max(1, width, height);
    return { width: width * factor, height: height * factor };
  }) as { [Key in keyof Sizes]: Size };
}

/**
 * Moves two photos in step.
 *
 * @param photos Their sizes as {@link equalSizes} has them.
 * @param pane Size of each of the two panes, which are equally large.
 * @param density Pixels of the screen per CSS pixel.
 * @returns The new position of both. It keeps a part of the larger one in view everywhere.
 */
export function movedInStep(
  pose: Pose,
  { about, factor, by }: PoseChange,
  photos: readonly Size[],
  pane: Size,
  density: number,
): Pose {
  const [first] = photos;
  if (!first || pane.width === 0) return FITTED;
  const actual = actualScale(first, pane, density);
  if (factor === undefined && pose.scale > 1) return FITTED;
  const moved = { ...pose, x: pose.x + by.x, y: pose.y + by.y };
  const zoomed = zoomAbout(moved, about, factor ?? closeUpScale(actual), maximumScale(actual));
  const fitted = photos.map((photo) => fittedSize(photo, pane));
  const both = {
    width: Math.max(...fitted.map(({ width }) => width)),
    height: Math.max(...fitted.map(({ height }) => height)),
  };
  return keepInView(zoomed, both, pane);
}

/** @returns Pixels of the screen that the long side of the photos takes. */
export function screenPixels({ scale }: Pose, photo: Size, pane: Size, density: number): number {
  const { width, height } = fittedSize(photo, pane);
  return Math.max(width, height) * scale * density;
}

/** @returns Whether pixels are so large that they should be seen as squares. */
export const showsSquares = (pose: Pose, photo: Size, pane: Size, density: number): boolean =>
  pose.scale > 1 &&
  screenPixels(pose, photo, pane, density) >= SQUARE_PIXELS * Math.max(photo.width, photo.height);
