import { asClipError, ClipError, type DecodedImage, hexOf, isOpaque } from '@web-clip/clip/internal';
import { fingerprintOf, printFingerprint } from '../groups/fingerprint.ts';
import { lumaOf } from '../groups/grey-image.ts';
import { qualityOf } from '../groups/quality.ts';
import type { PhotoQuality } from '../photo.ts';
import type { Thumbnail } from '../store/records.ts';

/** Message for a file that cannot be read. */
export const UNREADABLE =
  'The file was moved or changed, or this page lost access to it. Add its folder again.';

/**
 * @param file A file that may no longer exist.
 * @returns Its bytes.
 * @throws ClipError `unreadable-file`.
 */
export async function readBytes(file: Blob): Promise<ArrayBuffer> {
  try {
    const bytes = await file.arrayBuffer();
    // Not every browser notices that a file has changed since it was listed.
    if (bytes.byteLength === file.size) return bytes;
  } catch (error) {
    throw asClipError(error, 'unreadable-file', UNREADABLE);
  }
  throw new ClipError('unreadable-file', UNREADABLE);
}

/** Long side of a thumbnail in pixels. */
const THUMBNAIL_SIDE = 320;

/** A thumbnail, and what its pixels tell. */
export interface Seen {
  thumbnail: Thumbnail;
  /** See {@link printFingerprint}. */
  fingerprint: string;
  quality: PhotoQuality;
}

/**
 * @param decoded An upright image. It is not closed.
 * @returns A thumbnail: JPEG, which encodes four times as fast, or WebP if the image may have an alpha channel. And what
 *   its pixels tell.
 */
export async function lookAt({ width, height, image }: DecodedImage): Promise<Seen> {
  const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
  context.imageSmoothingQuality = 'medium';
  // Draw it instead of resizing with createImageBitmap, because Chromium loses the orientation there.
  const bitmap = image instanceof ImageBitmap ? image : await bitmapOf(image);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  if (bitmap !== image) bitmap.close();
  const type = image instanceof ImageBitmap || !isOpaque(image.data) ? 'image/webp' : 'image/jpeg';
  const encoding = canvas.convertToBlob({ type, quality: 0.8 });
  const measures = measuresOf(context.getImageData(0, 0, canvas.width, canvas.height));
  const blob = await encoding;
  return { thumbnail: { type: blob.type, bytes: await blob.arrayBuffer() }, ...measures };
}

/** @returns What the pixels of a thumbnail tell. */
export function measuresOf(pixels: ImageData): Omit<Seen, 'thumbnail'> {
  const luma = lumaOf(pixels);
  return { fingerprint: printFingerprint(fingerprintOf(luma)), quality: qualityOf(luma) };
}

/**
 * @param thumbnail A stored thumbnail.
 * @returns Its pixels, or undefined if it is damaged.
 */
export async function thumbnailPixels({ type, bytes }: Thumbnail): Promise<ImageData | undefined> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type })).catch(() => undefined);
  if (!bitmap) return undefined;
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    willReadFrequently: true,
  }) as OffscreenCanvasRenderingContext2D;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}

/** @returns Decoded pixels as a bitmap, which the caller closes. */
export const bitmapOf = ({
  data,
  width,
  height,
}: Exclude<DecodedImage['image'], ImageBitmap>): Promise<ImageBitmap> =>
  createImageBitmap(new ImageData(new Uint8ClampedArray(data.buffer), width, height));

/**
 * @param bytes The file.
 * @returns Its SHA-256 in hexadecimal.
 */
export async function contentHash(bytes: ArrayBuffer): Promise<string> {
  return hexOf(await crypto.subtle.digest('SHA-256', bytes));
}
