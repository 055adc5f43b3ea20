import type { ImageSpec } from '../models/spec.ts';

/** A region of the resized picture, in its pixels. */
export interface Crop {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What happens to a picture before normalisation. */
export interface Geometry {
  /** Size after resizing, in pixels. */
  width: number;
  height: number;
  /** What is kept of that; always `size` by `size`. */
  crop: Crop;
}

/**
 * Sizes and crop as torchvision computes them: `Resize` truncates the long side
 * (`int(size * long / short)`), `CenterCrop` rounds half to even
 * (https://github.com/pytorch/vision/blob/main/torchvision/transforms/functional.py).
 *
 * @param width Width of the upright picture in pixels, at least 1.
 * @param height Its height, at least 1.
 * @param spec The model's image spec.
 */
export function geometry(width: number, height: number, spec: ImageSpec): Geometry {
  const { size } = spec;
  if (spec.resize === 'squash') {
    return { width: size, height: size, crop: { left: 0, top: 0, width: size, height: size } };
  }
  const resized =
    width <= height
      ? { width: size, height: Math.trunc((size * height) / width) }
      : { width: Math.trunc((size * width) / height), height: size };
  const offset = (length: number): number =>
    spec.cropOffset === 'floor' ? Math.floor((length - size) / 2) : roundHalfEven((length - size) / 2);
  return {
    ...resized,
    crop: { left: offset(resized.width), top: offset(resized.height), width: size, height: size },
  };
}

/** Python's `round`: a half goes to the even neighbour. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
