import type { GreyImage } from './grey-image.ts';

/** A thing in a drawn image: an ellipse at a place, in fractions of the frame. */
export interface Blot {
  x: number;
  y: number;
  size: number;
  brightness: number;
}

/** Some blots that fill a frame without any symmetry. */
export const BLOTS: readonly Blot[] = Array.from({ length: 40 }, (_, i) => ({
  x: (i * 0.61803) % 1,
  y: (i * 0.41421 + 0.1) % 1,
  size: 0.02 + ((i * 0.27) % 1) * 0.09,
  brightness: 255 * ((i * 0.7549) % 1),
}));

/**
 * Draws blots on a ground that becomes brighter downwards.
 *
 * @param frame The part of the scene to draw, in fractions: left, top, width and height.
 */
export function drawn(
  width: number,
  height: number,
  blots: readonly Blot[] = BLOTS,
  [left, top, wide, high]: readonly [number, number, number, number] = [0, 0, 1, 1],
): GreyImage {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [left + (wide * (x + 0.5)) / width, top + (high * (y + 0.5)) / height];
      let value = 60 + 100 * v;
      for (const blot of blots) {
        // The edges are soft over some hundredth of the frame, as those of a lens are.
        const far = Math.hypot(u - blot.x, (v - blot.y) * 0.75) - blot.size;
        const share = Math.min(1, Math.max(0, 0.5 - far / 0.01));
        value += share * (blot.brightness - value);
      }
      data[y * width + x] = value;
    }
  }
  return { data, width, height };
}

/** @returns The image with its brightness mapped. */
export const toned = (image: GreyImage, tone: (value: number) => number): GreyImage => ({
  ...image,
  data: image.data.map(tone),
});
