import libheif, { type HeifHandle, type HeifLibrary } from 'libheif-js/libheif-wasm/libheif-bundle.mjs';
import type { Pixels } from '../pixels.ts';
import { type ColourSpace, iccSpace, nclxSpace, toSrgb } from './profile.ts';
import { refuseTooLarge } from './size-limit.ts';

/** libheif with a single decoder, which frees a file's memory when it gets the next file. */
function load(): { library: HeifLibrary; decoder: InstanceType<HeifLibrary['HeifDecoder']> } {
  const library = libheif();
  return { library, decoder: new library.HeifDecoder() };
}

let loaded: ReturnType<typeof load> | undefined;

/** libheif never shrinks its memory. Beyond this many bytes, it is loaded afresh. */
const MOST_MEMORY = 2 ** 29;

/**
 * Decodes a HEIC or HEIF image for browsers that cannot, which are all but Safari. The result is upright and
 * in sRGB. High dynamic range (PQ, HLG) is not tone-mapped.
 *
 * @param file The file's bytes.
 * @returns Its pixels.
 * @throws ClipError `too-large-image`; Error if the file is damaged or not HEIF.
 */
export async function decodeHeic(file: Uint8Array): Promise<Pixels> {
  loaded ??= load();
  const { library, decoder } = loaded;
  try {
    const images = decoder.decode(file);
    try {
      const image = images.find((each) => each.is_primary()) ?? images[0];
      if (!image) throw new Error('libheif found no image');
      refuseTooLarge({ width: image.get_width(), height: image.get_height() });
      const pixels = await pixelsOf(library, image.handle);
      const space = spaceOf(library, image.handle);
      if (space) toSrgb(pixels.data, space);
      return pixels;
    } finally {
      for (const image of images) image.free();
    }
  } catch (error) {
    // After such an error the WASM instance is unusable.
    if (error instanceof WebAssembly.RuntimeError) loaded = undefined;
    throw error;
  } finally {
    if (library.HEAPU8.length > MOST_MEMORY) loaded = undefined;
  }
}

async function pixelsOf(
  library: HeifLibrary,
  handle: HeifHandle,
): Promise<Pixels & { data: Uint8ClampedArray<ArrayBuffer> }> {
  const result = await library.heif_js_decode_image2(
    handle,
    library.heif_colorspace.heif_colorspace_RGB,
    library.heif_chroma.heif_chroma_interleaved_RGBA,
  );
  if ('code' in result) throw new Error(`libheif could not decode the image: ${result.message}`);
  try {
    const [channel] = result.channels;
    if (!channel) throw new Error('libheif returned no pixels');
    const { width, height, stride, data } = channel;
    const rgba = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) {
      rgba.set(data.subarray(y * stride, y * stride + width * 4), y * width * 4);
    }
    return { data: rgba, width, height };
  } finally {
    library.heif_image_release(result.image);
  }
}

/**
 * The colour space that the file declares. An ICC profile takes precedence over codes (ISO/IEC 23008-12,
 * 6.5.5).
 */
function spaceOf(library: HeifLibrary, { $$: { ptr } }: HeifHandle): ColourSpace | undefined {
  const size = library._heif_image_handle_get_raw_color_profile_size(ptr);
  const error = library._malloc(12);
  const target = library._malloc(Math.max(size, 4));
  try {
    if (size > 0) {
      library._heif_image_handle_get_raw_color_profile(error, ptr, target);
      return iccSpace(library.HEAPU8.slice(target, target + size));
    }
    library._heif_image_handle_get_nclx_color_profile(error, ptr, target);
    const memory = new DataView(library.HEAPU8.buffer);
    if (memory.getUint32(error, true) !== 0) return undefined;
    // heif_color_profile_nclx: a version, then the codes
    // (https://github.com/strukturag/libheif/blob/master/libheif/api/libheif/heif_color.h)
    const profile = memory.getUint32(target, true);
    const codes = [memory.getUint32(profile + 4, true), memory.getUint32(profile + 8, true)] as const;
    library._heif_nclx_color_profile_free(profile);
    return nclxSpace(...codes);
  } finally {
    library._free(error);
    library._free(target);
  }
}
