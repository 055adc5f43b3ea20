import type { Clip, Embeddings } from '@web-clip/clip';
import { cosine } from '../statistics.ts';
import type { Peer } from './peer.ts';

/** Minimum cosine for the same pixels in the same model. Anything lower was computed wrongly. */
const SAME_PIXELS = 0.99;

/** Number of photos to compare. */
const COMPARED = 4;

/**
 * Checks that both libraries compute the same model. Embeddings of whole photos differ somewhat, because
 * transformers.js resizes images as canvases do. Embeddings of images that need no resizing must not differ.
 *
 * @param peer Its image encoder is loaded.
 * @param all The photos to compare.
 * @returns The lowest cosines: of whole photos, and if both get the pixels that web-clip prepares.
 * @throws Error if they differ.
 */
export async function agreement(
  clip: Clip,
  peer: Peer,
  all: readonly Blob[],
): Promise<Record<string, number>> {
  const photos = all.slice(0, COMPARED);
  const whole = await lowest(clip, peer, photos);
  const same = await lowest(clip, peer, await prepared(clip, photos));
  // Written so that NaN also throws.
  if (!(same > SAME_PIXELS))
    throw new Error(
      `transformers.js returned another embedding for the same pixels: the cosine is ${same.toFixed(4)}.`,
    );
  return { cosine: whole, 'cosine, same pixels': same };
}

async function lowest(clip: Clip, { worker }: Peer, photos: readonly Blob[]): Promise<number> {
  const ours = await clip.embedImages(photos);
  const { rows } = await worker.embedOneByOne(photos);
  return Math.min(...rows.map((row, i) => cosine(rowAt(ours, i), row)));
}

const rowAt = ({ data, dimension }: Embeddings, i: number): Float32Array =>
  data.subarray(i * dimension, (i + 1) * dimension);

/** Resizes and crops photos to the model's input, and encodes them losslessly. */
async function prepared(clip: Clip, photos: readonly Blob[]): Promise<Blob[]> {
  const images = await clip.prepareImages(photos);
  return Promise.all(
    images.map(async (rgb) => {
      const side = Math.sqrt(rgb.length / 3);
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      const pixels = context.createImageData(side, side);
      for (let i = 0; i < side * side; i++) {
        pixels.data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
        pixels.data[4 * i + 3] = 255;
      }
      context.putImageData(pixels, 0, 0);
      return canvas.convertToBlob({ type: 'image/png' });
    }),
  );
}
