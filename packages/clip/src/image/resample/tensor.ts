import type { ImageSpec } from '../../models/spec.ts';

/**
 * Normalises an image into its slot of a batch: `(value / 255 - mean) / std`, one channel plane after the
 * other (NCHW).
 *
 * @param rgb 3 bytes per pixel, `size` x `size`.
 * @param spec The model's image spec.
 * @param target `3 * size * size` floats of the batch.
 */
export function normalise(rgb: Uint8Array, spec: ImageSpec, target: Float32Array): void {
  const plane = spec.size * spec.size;
  for (let channel = 0; channel < 3; channel++) {
    const mean = spec.mean[channel as 0 | 1 | 2];
    const std = spec.std[channel as 0 | 1 | 2];
    // A lookup table of all values, so that no pixel needs a division.
    const values = Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean) / std);
    for (let pixel = 0; pixel < plane; pixel++) {
      target[channel * plane + pixel] = values[rgb[pixel * 3 + channel] as number] as number;
    }
  }
}
