import { orClipError } from '../errors.ts';
import type { ImageSpec } from '../models/spec.ts';
import { type DecodedImage, decodeImage } from './decode.ts';
import type { Pixels } from './pixels.ts';
import { resize } from './resize.ts';

/** How pictures are made ready for an image encoder; can be posted to other threads. */
export interface Preparation {
  /** The model's image spec. */
  spec: ImageSpec;
  /**
   * Whether pixels are those that PyTorch gets: in full size, and without conversion of colours. Large JPEGs take many
   * times longer then.
   */
  exact: boolean;
  /** Whether a GPU resizes them later. */
  onGpu: boolean;
}

/** A picture that leaves the thread where it was decoded. */
export interface ReadyPicture {
  /** Its full size in pixels, upright. */
  width: number;
  height: number;
  /** Whether the file's end is missing; see {@link DecodedImage.truncated}. */
  truncated?: true;
  /** What goes on: `size` x `size` pixels of 3 bytes (RGB), or what a GPU resizes. */
  content: Uint8Array<ArrayBuffer> | Pixels | ImageBitmap;
  /** How long each stage took. */
  milliseconds: { decode: number; preprocess: number };
}

/**
 * Times the target's size that the short side of a reduced picture has at least. With 100 photos and the
 * pocket model the lowest cosine to the exact embedding is 0.9995 then; with 1.5 times it is 0.992.
 */
const MARGIN = 2;

/**
 * Decodes a picture, and resizes it unless a GPU does.
 *
 * @param file An encoded picture.
 * @param preparation What for.
 * @param look Is shown the picture while it is decoded.
 * @returns The picture, and what `look` made of it.
 * @throws ClipError, those of {@link decodeImage}; `undecodable-image` for whatever else the browser throws
 *   over a picture: there is always one more thing that it does not hold, draw or write.
 */
export function preparePicture<Seen>(
  file: Blob | Uint8Array<ArrayBuffer>,
  { spec, exact, onGpu }: Preparation,
  look: (decoded: DecodedImage) => Seen | Promise<Seen>,
): Promise<{ picture: ReadyPicture; seen: Seen }> {
  return orClipError('undecodable-image', UNMANAGEABLE, async () => {
    const start = performance.now();
    const decoded = await decodeImage(file, { least: MARGIN * spec.size, exact });
    const decode = performance.now() - start;
    const { width, height, image, truncated } = decoded;
    let content: ReadyPicture['content'] | undefined;
    try {
      const seen = await look(decoded);
      const resizing = performance.now();
      content = onGpu ? image : await resize(image, spec);
      const preprocess = performance.now() - resizing;
      const milliseconds = { decode, preprocess };
      return { picture: { width, height, ...(truncated && { truncated }), content, milliseconds }, seen };
    } finally {
      if (content !== image && 'close' in image) image.close();
    }
  });
}

const UNMANAGEABLE =
  'The browser can open the picture, but not work with it. Scale it down, or replace it with an undamaged copy.';

/** @returns What a message that carries the picture gives away with it. */
export function transferables({ content }: ReadyPicture): Transferable[] {
  if (content instanceof Uint8Array) return [content.buffer];
  return [content instanceof ImageBitmap ? content : content.data.buffer];
}
