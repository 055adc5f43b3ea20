import type { GreyImage } from './grey-image.ts';

/** A quarter turn or a reflection: first the sides are swapped, if at all, then the image is mirrored. */
export interface Orientation {
  /** Whether rows become columns. */
  transposed: boolean;
  /** Whether left and right are exchanged. */
  mirrored: boolean;
  /** Whether top and bottom are exchanged. */
  upsideDown: boolean;
}

const BOTH = [false, true] as const;

/** The eight orientations of a rectangle; the first one changes nothing. */
export const ORIENTATIONS: readonly Orientation[] = BOTH.flatMap((transposed) =>
  BOTH.flatMap((mirrored) => BOTH.map((upsideDown) => ({ transposed, mirrored, upsideDown }))),
);

/** @returns The image in another orientation. */
export function oriented(image: GreyImage, { transposed, mirrored, upsideDown }: Orientation): GreyImage {
  if (!transposed && !mirrored && !upsideDown) return image;
  const [width, height] = transposed ? [image.height, image.width] : [image.width, image.height];
  const data = new Float32Array(image.data.length);
  for (let y = 0; y < height; y++) {
    const row = upsideDown ? height - 1 - y : y;
    for (let x = 0; x < width; x++) {
      const column = mirrored ? width - 1 - x : x;
      const from = transposed ? column * image.width + row : row * image.width + column;
      data[y * width + x] = image.data[from] as number;
    }
  }
  return { data, width, height };
}
