import type { PhotoQuality } from '../photo.ts';
import type { GreyImage } from './grey-image.ts';

/** Side of a tile in pixels of an image whose long side has 320. */
const TILE = 40;

/** Brightness below which a pixel counts as black, and above which it counts as white. */
const [BLACK, WHITE] = [4, 251];

/**
 * Measures an image by tiles, because a sharp face before a blurred background is a sharp photo.
 *
 * @param image The thumbnail's pixels: images must have one size to be compared.
 */
export function qualityOf(image: GreyImage): PhotoQuality {
  const { data, width, height } = image;
  const columns = Math.max(1, Math.round(width / TILE));
  const rows = Math.max(1, Math.round(height / TILE));
  const tiles = Array.from({ length: rows * columns }, () => ({ count: 0, sum: 0, squares: 0 }));
  let [dark, bright] = [0, 0];
  for (const value of data) {
    if (value < BLACK) dark++;
    else if (value > WHITE) bright++;
  }
  for (let y = 1; y < height - 1; y++) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const laplacian =
        (data[at - 1] as number) +
        (data[at + 1] as number) +
        (data[at - width] as number) +
        (data[at + width] as number) -
        4 * (data[at] as number);
      const tile = tiles[row + Math.floor((x * columns) / width)] as (typeof tiles)[number];
      tile.count++;
      tile.sum += laplacian;
      tile.squares += laplacian * laplacian;
    }
  }
  const variances = tiles
    .map(({ count, sum, squares }) => (count > 0 ? squares / count - (sum / count) ** 2 : 0))
    .sort((a, b) => b - a);
  return {
    sharpness: rounded(Math.sqrt(Math.max(0, variances[Math.floor(tiles.length / 10)] as number))),
    dark: rounded(dark / data.length),
    bright: rounded(bright / data.length),
  };
}

const rounded = (value: number): number => Number(value.toPrecision(3));
