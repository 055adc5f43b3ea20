import { ClipError } from '@web-clip/calls';
import { refuseTooLarge } from './formats/size-limit.ts';
import { requireTrueCanvas } from './true-canvas.ts';

/** Upright pixels in row-major order, 4 bytes each (RGBA, alpha not premultiplied). */
export interface Pixels {
  data: Uint8Array<ArrayBuffer> | Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

/** Side of a canvas. Safari on iOS allows at most 4096 x 4096 pixels. */
const CANVAS = 4096;

/** Side of a texture. WebGL 2 guarantees at least 2048 pixels. */
const TEXTURE = 2048;

/**
 * @param image A decoded image; it stays open.
 * @returns Its pixels, for the CPU. If {@link readsHiddenColours} returns true, the colours of a bitmap's
 *   transparent pixels are kept, as in Pillow's `convert('RGB')`.
 * @throws ClipError `too-large-image`; `undecodable-image` if the browser cannot hold that many pixels;
 *   `unreadable-file` if it returns wrong ones.
 */
export async function pixelsOf(image: ImageBitmap | ImageData | VideoFrame | Pixels): Promise<Pixels> {
  if ('data' in image) {
    const { data, width, height } = image as Pixels;
    return { data, width, height };
  }
  const [width, height] =
    'displayWidth' in image ? [image.displayWidth, image.displayHeight] : [image.width, image.height];
  refuseTooLarge({ width, height });
  const data = canvasPixels(image, width, height);
  if (!(image instanceof ImageBitmap) || isOpaque(data)) return { data, width, height };
  return { data: (await straightPixels(image)) ?? data, width, height };
}

/**
 * Reads pixels through a 2D canvas. Large images are read in tiles, because a canvas for all of the image
 * would be a third copy.
 */
function canvasPixels(
  image: ImageBitmap | VideoFrame,
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  requireTrueCanvas();
  const [columns, rows] = [Math.min(CANVAS, width), Math.min(CANVAS, height)];
  const context = new OffscreenCanvas(columns, rows).getContext('2d', { willReadFrequently: true });
  if (!context) {
    throw new ClipError(
      'undecodable-image',
      `The browser has no memory left for an image of ${width} x ${height} pixels. Close other tabs, or scale it down.`,
    );
  }
  // Otherwise the previous tile would show through transparent pixels.
  context.globalCompositeOperation = 'copy';
  const read = ({ left, top, columns, rows }: Tile): Uint8ClampedArray<ArrayBuffer> => {
    context.drawImage(image, -left, -top);
    return context.getImageData(0, 0, columns, rows).data as Uint8ClampedArray<ArrayBuffer>;
  };
  if (columns === width && rows === height) return read({ left: 0, top: 0, columns, rows });
  const data = new Uint8ClampedArray(width * height * 4);
  for (const tile of tiles(width, height, CANVAS)) {
    const part = read(tile);
    for (let y = 0; y < tile.rows; y++) {
      const row = part.subarray(y * tile.columns * 4, (y + 1) * tile.columns * 4);
      data.set(row, ((tile.top + y) * width + tile.left) * 4);
    }
  }
  return data;
}

/** A rectangle of an image, in pixels. */
interface Tile {
  left: number;
  top: number;
  columns: number;
  rows: number;
}

function* tiles(width: number, height: number, side: number): Generator<Tile> {
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      yield { left, top, columns: Math.min(side, width - left), rows: Math.min(side, height - top) };
    }
  }
}

/**
 * @param data Pixels of 4 bytes.
 * @returns Whether all of them are opaque.
 */
export function isOpaque(data: Pixels['data']): boolean {
  for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== 255) return false;
  return true;
}

/** One context per thread: browsers allow only a few, and drop the oldest if more are created. */
let webgl: WebGL2RenderingContext | null = null;

/**
 * Reads pixels through WebGL, which can be told not to premultiply colours. A 2D canvas always does, and
 * loses the colours of transparent pixels
 * (https://html.spec.whatwg.org/multipage/canvas.html#premultiplied-alpha-and-the-2d-rendering-context).
 *
 * @returns The pixels, or undefined if WebGL is missing or fails.
 */
async function straightPixels(image: ImageBitmap): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!openWebgl()) return undefined;
  const { width, height } = image;
  const data = new Uint8Array(width * height * 4);
  for (const tile of tiles(width, height, TEXTURE)) {
    const { left, top, columns, rows } = tile;
    const bitmap = await createImageBitmap(image, left, top, columns, rows, { premultiplyAlpha: 'none' });
    try {
      if (!readStraight(bitmap, data.subarray((top * width + left) * 4), width)) return undefined;
    } finally {
      bitmap.close();
    }
  }
  return data;
}

/** A PNG of one fully transparent pixel: red 200, green 100, blue 50. */
const HIDDEN =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mM4kWLEAAAEtQFff9OSwAAAAABJRU5ErkJggg==';

let keepsColours: Promise<boolean> | undefined;

/**
 * Decodes a built-in image, once.
 *
 * @returns Whether {@link pixelsOf} returns the colours of a bitmap's transparent pixels. This takes WebGL 2,
 *   and bitmaps that are not premultiplied.
 */
export async function readsHiddenColours(): Promise<boolean> {
  if (!openWebgl()) return false;
  keepsColours ??= keepsHiddenColours();
  try {
    return await keepsColours;
  } catch (error) {
    // Asked again next time, because the user may have allowed canvas access by then.
    keepsColours = undefined;
    throw error;
  }
}

async function keepsHiddenColours(): Promise<boolean> {
  const png = Uint8Array.from(atob(HIDDEN), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([png]), { premultiplyAlpha: 'none' });
  const { data } = await pixelsOf(bitmap).finally(() => bitmap.close());
  return [200, 100, 50].every((value, channel) => data[channel] === value);
}

function openWebgl(): WebGL2RenderingContext | null {
  if (!webgl || webgl.isContextLost()) webgl = new OffscreenCanvas(1, 1).getContext('webgl2');
  return webgl;
}

/** @returns Whether the bitmap's pixels were read into `data`, whose rows are `rowLength` pixels apart. */
function readStraight(bitmap: ImageBitmap, data: Uint8Array<ArrayBuffer>, rowLength: number): boolean {
  const gl = openWebgl();
  if (!gl) return false;
  const [texture, framebuffer] = [gl.createTexture(), gl.createFramebuffer()];
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  // The bitmap has already been converted to sRGB.
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.pixelStorei(gl.PACK_ROW_LENGTH, rowLength);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  gl.readPixels(0, 0, bitmap.width, bitmap.height, gl.RGBA, gl.UNSIGNED_BYTE, data);
  // None of these calls throws if memory runs out or the GPU is lost. Within this task, only the framebuffer
  // status shows a lost GPU.
  const isRead =
    gl.getError() === gl.NO_ERROR && gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
  gl.deleteFramebuffer(framebuffer);
  gl.deleteTexture(texture);
  // Drops the context, whose remaining errors would be blamed on the next image.
  if (!isRead) webgl = null;
  return isRead;
}
