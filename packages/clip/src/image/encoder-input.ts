/** An image ready for the image encoder except for normalisation, in memory or on the GPU. */
export interface EncoderInput {
  /** The GPU that holds it; undefined if it is in memory. */
  readonly device?: GPUDevice;
  /** @returns Its `size` x `size` pixels, 3 bytes each (RGB), row by row. */
  bytes(): Promise<Uint8Array>;
  /** Frees its memory. Call it once, when the image is no longer needed. */
  release(): void;
}

/**
 * @param rgb 3 bytes per pixel.
 * @returns An image in CPU memory.
 */
export const inMemory = (rgb: Uint8Array): EncoderInput => ({
  bytes: async () => rgb,
  release: () => undefined,
});

/**
 * @param images Images being prepared.
 * @returns All of them.
 * @throws The first error, after all others have finished and been released.
 */
export async function allOrNone(images: readonly Promise<EncoderInput>[]): Promise<EncoderInput[]> {
  const results = await Promise.allSettled(images);
  const prepared = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failure = results.find((result) => result.status === 'rejected');
  if (!failure) return prepared;
  releaseAll(prepared);
  throw failure.reason;
}

/** Frees the memory of several images. */
export function releaseAll(images: readonly EncoderInput[]): void {
  for (const image of images) image.release();
}

/**
 * @param device The GPU that needs the images, or undefined for none.
 * @param images Images. Some may be on another GPU, which may be lost; those are released.
 * @returns The images where the device can use them; undefined if one of them is lost.
 */
export async function moveToDevice(
  device: GPUDevice | undefined,
  images: readonly EncoderInput[],
): Promise<readonly EncoderInput[] | undefined> {
  if (images.every((image) => !image.device || image.device === device)) return images;
  try {
    return await Promise.all(images.map(async (image) => inMemory(await image.bytes())));
  } catch {
    return undefined;
  } finally {
    releaseAll(images);
  }
}
