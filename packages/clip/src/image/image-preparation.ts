import { orClipError } from '@web-clip/calls';
import type { DecodedImage, Pixels } from '@web-clip/images';
import { decodeImage } from '@web-clip/images';
import type { ImageSpec } from '../models/spec.ts';
import { resize } from './resample/resize.ts';

/** How to prepare images for an image encoder. It can be posted to other threads. */
export interface Preparation {
  /** The model's image spec. */
  spec: ImageSpec;
  /**
   * Whether pixels must equal those of PyTorch: decoded in full size, without colour conversion. Large JPEGs
   * then take many times longer.
   */
  exact: boolean;
  /** Whether a GPU resizes them later. */
  onGpu: boolean;
}

/** An image that leaves the thread where it was decoded. */
export interface ResizedImage {
  /** Full size in pixels, upright. */
  width: number;
  height: number;
  /** Whether the end of the file is missing; see {@link DecodedImage.truncated}. */
  truncated?: true;
  /** `size` x `size` pixels of 3 bytes (RGB), or an image for the GPU to resize. */
  content: Uint8Array<ArrayBuffer> | Pixels | ImageBitmap;
  /** How long each stage took. */
  milliseconds: { decode: number; preprocess: number };
}

/**
 * A reduced image's short side is at least this many times the target size. With 100 photos and the pocket
 * model, the lowest cosine to the exact embedding is then 0.9995; with a factor of 1.5 it is 0.992.
 */
const MARGIN = 2;

/**
 * Decodes an image, and resizes it unless a GPU does.
 *
 * @param file An encoded image.
 * @param preparation How to prepare it.
 * @param look Called with the decoded image.
 * @returns The prepared image, and the result of `look`.
 * @throws ClipError as `decodeImage`; `undecodable-image` for any other error of the browser, since
 *   there is always one more limit on what it can hold, draw or write.
 */
export function prepareImage<Seen>(
  file: Blob | Uint8Array<ArrayBuffer>,
  preparation: Preparation,
  look: (decoded: DecodedImage) => Seen | Promise<Seen>,
): Promise<{ resized: ResizedImage; seen: Seen }> {
  const decoding = (): Promise<DecodedImage> =>
    decodeImage(file, { least: leastSide(preparation), exact: preparation.exact });
  return prepareDecoded(decoding, preparation, look);
}

/** @returns The least length of the short side that an image needs to be prepared, in pixels. */
export const leastSide = ({ spec }: Preparation): number => MARGIN * spec.size;

/** As {@link prepareImage}, of an image that the caller decodes. A bitmap is closed. */
export function prepareDecoded<Seen>(
  decoding: () => DecodedImage | Promise<DecodedImage>,
  { spec, onGpu }: Preparation,
  look: (decoded: DecodedImage) => Seen | Promise<Seen>,
): Promise<{ resized: ResizedImage; seen: Seen }> {
  return orClipError('undecodable-image', UNMANAGEABLE, async () => {
    const start = performance.now();
    const decoded = await decoding();
    const decode = performance.now() - start;
    const { width, height, image, truncated } = decoded;
    let content: ResizedImage['content'] | undefined;
    try {
      const seen = await look(decoded);
      const resizing = performance.now();
      content = onGpu ? image : await resize(image, spec);
      const preprocess = performance.now() - resizing;
      const milliseconds = { decode, preprocess };
      return { resized: { width, height, ...(truncated && { truncated }), content, milliseconds }, seen };
    } finally {
      if (content !== image && 'close' in image) image.close();
    }
  });
}

const UNMANAGEABLE =
  'The browser opened this image but could not process it. Scale it down, or replace it with an undamaged copy.';

/** @returns What to transfer when posting the image. */
export function transferables({ content }: ResizedImage): Transferable[] {
  if (content instanceof Uint8Array) return [content.buffer];
  return [content instanceof ImageBitmap ? content : content.data.buffer];
}
