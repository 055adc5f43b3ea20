import type { ImageSpec } from '../../models/spec.ts';

/** A region of the resized image, in its pixels. */
export interface Crop {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How to resize and crop an image before normalisation. */
export interface Geometry {
  /** Size after resizing, in pixels. */
  width: number;
  height: number;
  /** The part to keep; always `size` by `size`. */
  crop: Crop;
}

/**
 * Computes sizes and crop as torchvision does: `Resize` truncates the long side (`int(size * long / short)`),
 * `CenterCrop` rounds half to even
 * (https://github.com/pytorch/vision/blob/main/torchvision/transforms/functional.py).
 *
 * @param width Width of the upright image in pixels, at least 1.
 * @param height Height in pixels, at least 1.
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

/** Python's `round`, which rounds half to even. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
