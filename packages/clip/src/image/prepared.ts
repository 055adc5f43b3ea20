/** A picture as the image encoder takes it, but for normalisation; in memory or on the GPU. */
export interface PreparedImage {
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
