/**
 * Decodes image files of any kind to upright pixels. The browser decodes what it decodes correctly; our own decoders do
 * the rest. It knows nothing of CLIP.
 *
 * @packageDocumentation
 */
export { hasImageDecoder } from './browser-decoder.ts';
export { type DecodeOptions, decodeImage, type ImageSource } from './decode.ts';
export type { DecodedImage } from './decoded-image.ts';
export {
  type FileFormat,
  FORMAT_BYTES,
  fileFormat,
  type ImageFormat,
  isImage,
  type OtherFormat,
} from './formats/format.ts';
export { isHeldUp, MemoryGate, whenMemoryAllows } from './memory.ts';
export { isOpaque, type Pixels, pixelsOf } from './pixels.ts';
