import libheif from 'libheif-js/libheif-wasm/libheif-bundle.mjs';

const { HeifDecoder } = libheif();

/**
 * Decodes a HEIC or HEIF picture, for browsers that do not: all but Safari. Turned upright as the file
 * says; colours are taken as sRGB.
 *
 * @param file The file's bytes.
 * @returns A bitmap that the caller closes.
 * @throws Error if it is no such file, or damaged.
 */
export async function decodeHeic(file: Uint8Array): Promise<ImageBitmap> {
  const images = new HeifDecoder().decode(file);
  try {
    const image = images.find((each) => each.is_primary()) ?? images[0];
    if (!image) throw new Error('libheif finds no picture');
    const pixels = new ImageData(image.get_width(), image.get_height());
    await new Promise<void>((resolve, reject) => {
      image.display(pixels, (result) =>
        result ? resolve() : reject(new Error('libheif cannot decode the picture')),
      );
    });
    return await createImageBitmap(pixels, { premultiplyAlpha: 'none' });
  } finally {
    for (const image of images) image.free();
  }
}
