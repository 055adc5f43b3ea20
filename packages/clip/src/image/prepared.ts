/** A picture as the image encoder takes it, but for normalisation; in memory or on the GPU. */
export interface PreparedImage {
  /** The GPU that it is on; undefined in memory. */
  readonly device?: GPUDevice;
  /** @returns Its `size` x `size` pixels, 3 bytes each (RGB), row by row. */
  bytes(): Promise<Uint8Array>;
  /** Gives its memory back; to be called once, when it is no longer needed. */
  release(): void;
}

/**
 * @param rgb 3 bytes a pixel.
 * @returns A picture in the CPU's memory.
 */
export const inMemory = (rgb: Uint8Array): PreparedImage => ({
  bytes: async () => rgb,
  release: () => undefined,
});

/**
 * @param pictures Pictures that are being prepared.
 * @returns All of them.
 * @throws What the first that fails throws, once the others are there and have been released.
 */
export async function allOrNone(pictures: readonly Promise<PreparedImage>[]): Promise<PreparedImage[]> {
  const results = await Promise.allSettled(pictures);
  const prepared = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failure = results.find((result) => result.status === 'rejected');
  if (!failure) return prepared;
  releaseAll(prepared);
  throw failure.reason;
}

/** Gives the memory of several pictures back. */
export function releaseAll(pictures: readonly PreparedImage[]): void {
  for (const picture of pictures) picture.release();
}

/**
 * @param device The GPU that wants the pictures, or undefined for none.
 * @param pictures Pictures, perhaps on another GPU, which may be lost; those are released.
 * @returns The same, where the GPU takes them; undefined if one of them is lost.
 */
export async function broughtTo(
  device: GPUDevice | undefined,
  pictures: readonly PreparedImage[],
): Promise<readonly PreparedImage[] | undefined> {
  if (pictures.every((picture) => !picture.device || picture.device === device)) return pictures;
  try {
    return await Promise.all(pictures.map(async (picture) => inMemory(await picture.bytes())));
  } catch {
    return undefined;
  } finally {
    releaseAll(pictures);
  }
}
