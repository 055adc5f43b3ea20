import type { Pixels } from './pixels.ts';

/** A decoded image, upright. */
export interface DecodedImage {
  /** Its full size in pixels. Less may have been decoded. */
  width: number;
  /** As {@link DecodedImage.width}. */
  height: number;
  /** The decoded image. The caller closes a bitmap. */
  image: ImageBitmap | Pixels;
  /** Whether the end of the file is missing. The missing part of the image is grey or coarse. */
  truncated?: true;
}
