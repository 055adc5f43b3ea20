import { type Page, PHOTOMETRIC } from './page.ts';

/** Reads a sample of a row as 8 bits; for a palette, its index. */
export type Samples = (sample: number) => number;

/**
 * @param row Packed samples; those of 16 bits have the low byte first.
 * @param bits Bits per sample.
 * @param isIndex Whether samples are indices, which are not scaled.
 */
export function samplesOf(row: Uint8Array, bits: number, isIndex: boolean): Samples {
  // Drops the low byte of 16 bits, as browsers and Pillow do.
  if (bits === 16) return (sample) => row[sample * 2 + 1] as number;
  if (bits === 8) return (sample) => row[sample] as number;
  const most = 2 ** bits - 1;
  const scale = isIndex ? 1 : 255 / most;
  return (sample) => {
    const at = sample * bits;
    return (((row[at >> 3] as number) >> (8 - bits - (at & 7))) & most) * scale;
  };
}

/** Writes a pixel's red, green and blue, given the index of its first sample in the row. */
export type Colours = (samples: Samples, first: number, rgba: Uint8ClampedArray, at: number) => void;

/** @returns How to convert the page's samples to RGB. */
export function coloursOf({ photometric, colourMap }: Pick<Page, 'photometric' | 'colourMap'>): Colours {
  const grey =
    (value: (sample: number) => number): Colours =>
    (samples, first, rgba, at) =>
      rgba.fill(value(samples(first)), at, at + 3);
  switch (photometric) {
    case PHOTOMETRIC.whiteIsZero:
      return grey((sample) => 255 - sample);
    case PHOTOMETRIC.blackIsZero:
      return grey((sample) => sample);
    case PHOTOMETRIC.palette: {
      const entries = colourMap.length / 3;
      // Some writers store 8-bit values
      // (https://gitlab.com/libtiff/libtiff/-/blob/master/libtiff/tif_getimage.c, checkcmap).
      const shift = colourMap.some((value) => value > 255) ? 8 : 0;
      return (samples, first, rgba, at) => {
        for (let i = 0; i < 3; i++) rgba[at + i] = (colourMap[samples(first) + i * entries] ?? 0) >> shift;
      };
    }
    case PHOTOMETRIC.cmyk:
      // Without a profile, as in Pillow: each ink absorbs its share of the light that black leaves.
      return (samples, first, rgba, at) => {
        const light = 255 - samples(first + 3);
        for (let i = 0; i < 3; i++) rgba[at + i] = ((255 - samples(first + i)) * light) / 255;
      };
    case PHOTOMETRIC.ycbcr:
      // Rec. 601, full range (TIFF 6.0, section 21).
      return (samples, first, rgba, at) => {
        const [y, cb, cr] = [samples(first), samples(first + 1) - 128, samples(first + 2) - 128];
        rgba[at] = y + 1.402 * cr;
        rgba[at + 1] = y - 0.344136 * cb - 0.714136 * cr;
        rgba[at + 2] = y + 1.772 * cb;
      };
    default:
      return (samples, first, rgba, at) => {
        for (let i = 0; i < 3; i++) rgba[at + i] = samples(first + i);
      };
  }
}
