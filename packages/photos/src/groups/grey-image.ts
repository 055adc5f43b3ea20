/** An image with one value per pixel, row by row, 0 to 255. */
export interface GreyImage {
  /** `width * height` values. */
  data: Float32Array;
  /** In pixels. */
  width: number;
  /** As {@link GreyImage.width}. */
  height: number;
}

/**
 * @param rgba Four bytes per pixel. Transparent pixels count as black.
 * @returns Their luma (ITU-R BT.601), as in JPEG.
 */
export function lumaOf({ data: rgba, width, height }: ImageData): GreyImage {
  const data = new Float32Array(width * height);
  for (let i = 0, at = 0; i < data.length; i++, at += 4) {
    const [red, green, blue] = [rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number];
    data[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return { data, width, height };
}

/**
 * @param rgba Four bytes per pixel.
 * @returns Their green, which is most of their brightness. Programs that change brightness or contrast give all equal
 *   values of green one new value, which is not true of luma.
 */
export function greenOf({ data: rgba, width, height }: ImageData): GreyImage {
  const data = new Float32Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = rgba[4 * i + 1] as number;
  return { data, width, height };
}

/**
 * Resamples an image, each side on its own: a pixel becomes the mean of the area that it covers. Of an image that grows,
 * it becomes a mean of neighbours.
 */
export function resampled(image: GreyImage, width: number, height: number): GreyImage {
  if (image.width === width && image.height === height) return image;
  const { data } = image;
  const columns = coverage(image.width, width);
  const rows = coverage(image.height, height);
  const narrow = new Float32Array(width * image.height);
  for (let y = 0; y < image.height; y++) {
    const from = y * image.width;
    for (let x = 0; x < width; x++) {
      const start = columns.starts[x] as number;
      let sum = 0;
      for (let i = 0; i < columns.taps; i++)
        sum += (columns.weights[x * columns.taps + i] as number) * (data[from + start + i] as number);
      narrow[y * width + x] = sum;
    }
  }
  const result = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < rows.taps; i++) {
      const weight = rows.weights[y * rows.taps + i] as number;
      if (weight === 0) continue;
      const from = ((rows.starts[y] as number) + i) * width;
      for (let x = 0; x < width; x++)
        result[y * width + x] = (result[y * width + x] as number) + weight * (narrow[from + x] as number);
    }
  }
  return { data: result, width, height };
}

/** @returns The image so that its long side has at most `side` pixels. */
export function withLongSide(image: GreyImage, side: number): GreyImage {
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const [width, height] = [image.width, image.height].map((length) =>
    Math.max(1, Math.round(length * scale)),
  );
  return resampled(image, width as number, height as number);
}

/** Which pixels each pixel of a resampled row is a mean of, and by which weights. */
interface Coverage {
  /** Pixels per mean. */
  taps: number;
  /** The first of them, for each resampled pixel. */
  starts: Int32Array;
  /** `taps` weights for each resampled pixel; their sum is 1. */
  weights: Float32Array;
}

const coverages = new Map<number, Coverage>();

function coverage(from: number, to: number): Coverage {
  const key = from * 65536 + to;
  const known = coverages.get(key);
  if (known) return known;
  const scale = from / to;
  const reach = Math.max(1, scale);
  const taps = Math.min(from, Math.ceil(reach) + 1);
  const starts = new Int32Array(to);
  const weights = new Float32Array(to * taps);
  for (let x = 0; x < to; x++) {
    const middle = (x + 0.5) * scale;
    const [left, right] = [middle - reach / 2, middle + reach / 2];
    const start = Math.min(Math.max(0, Math.floor(left)), from - taps);
    starts[x] = start;
    let sum = 0;
    for (let i = 0; i < taps; i++) {
      const covered = Math.max(0, Math.min(right, start + i + 1) - Math.max(left, start + i));
      weights[x * taps + i] = covered;
      sum += covered;
    }
    for (let i = 0; i < taps; i++) weights[x * taps + i] = (weights[x * taps + i] as number) / sum;
  }
  // The sizes of a library's thumbnails are few, but those of strange images may be many.
  if (coverages.size > 1000) coverages.clear();
  const result = { taps, starts, weights };
  coverages.set(key, result);
  return result;
}

/** @returns The image with each pixel blended with its neighbours, by the weights 1, 2 and 1 in both directions. */
export function softened({ data, width, height }: GreyImage): GreyImage {
  const across = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const here = data[row + x] as number;
      const left = x > 0 ? (data[row + x - 1] as number) : here;
      const right = x < width - 1 ? (data[row + x + 1] as number) : here;
      across[row + x] = (left + 2 * here + right) / 4;
    }
  }
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = y > 0 ? row - width : row;
    const below = y < height - 1 ? row + width : row;
    for (let x = 0; x < width; x++)
      result[row + x] =
        ((across[above + x] as number) + 2 * (across[row + x] as number) + (across[below + x] as number)) / 4;
  }
  return { data: result, width, height };
}
