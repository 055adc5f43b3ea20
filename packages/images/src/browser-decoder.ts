/** @returns Whether images can be decoded to frames with readable pixels. */
export const hasImageDecoder = (): boolean => 'ImageDecoder' in globalThis && 'VideoFrame' in globalThis;
