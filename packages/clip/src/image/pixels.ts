import { ClipError } from '../errors.ts';
import { refuseTooLarge } from './size.ts';
import { requireTrueCanvas } from './true-canvas.ts';

/** Upright pixels, 4 bytes each (RGBA, colours not multiplied by alpha), row by row. */
export interface Pixels {
  data: Uint8Array<ArrayBuffer> | Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

/** Side of a canvas: Safari on iOS holds none of more than 4096 x 4096 pixels. */
const CANVAS = 4096;

/** Side of a texture: every WebGL 2 offers 2048 pixels at least. */
const TEXTURE = 2048;

/**
 * @param image A decoded picture; it stays open.
 * @returns Its pixels, for the CPU. Colours under a bitmap's transparent pixels are kept, as Pillow's
 *   `convert('RGB')` keeps them, where {@link readsHiddenColours} says so.
 * @throws ClipError `too-large-image`; `undecodable-image` if the browser cannot hold that many; `unreadable-file` if it
 *   gives wrong ones.
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

/** Reads pixels by way of a 2D canvas, in tiles if there are many: a canvas of all would be a third copy. */
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
      `The browser could not hold a picture of ${width} x ${height} pixels.`,
    );
  }
  // Not the picture before under transparent pixels.
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

/** A part of a picture, in pixels. */
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
 * @returns Whether none of them is transparent.
 */
export function isOpaque(data: Pixels['data']): boolean {
  for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== 255) return false;
  return true;
}

/** This thread's own: browsers have few, and take the oldest away from who opens many. */
let webgl: WebGL2RenderingContext | null = null;

/**
 * Reads pixels by way of WebGL, which alone can be told not to multiply colours by alpha: a 2D canvas
 * does, and loses them (https://html.spec.whatwg.org/multipage/canvas.html#premultiplied-alpha-and-the-2d-rendering-context).
 *
 * @returns The pixels, or undefined where there is no WebGL, or it fails.
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

/** A PNG of one pixel, wholly transparent: red is 200, green 100 and blue 50. */
const HIDDEN =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mM4kWLEAAAEtQFff9OSwAAAAABJRU5ErkJggg==';

let keepsColours: Promise<boolean> | undefined;

/**
 * Decodes a built-in image, once.
 *
 * @returns Whether {@link pixelsOf} gives the colours under a bitmap's transparent pixels: there is WebGL 2, and bitmaps
 *   are not multiplied by alpha.
 */
export async function readsHiddenColours(): Promise<boolean> {
  if (!openWebgl()) return false;
  keepsColours ??= keepsHiddenColours();
  try {
    return await keepsColours;
  } catch (error) {
    // The person may allow the canvas to be read.
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

/** @returns Whether the bitmap's pixels are in `data`, in rows that are `rowLength` pixels apart. */
function readStraight(bitmap: ImageBitmap, data: Uint8Array<ArrayBuffer>, rowLength: number): boolean {
  const gl = openWebgl();
  if (!gl) return false;
  const [texture, framebuffer] = [gl.createTexture(), gl.createFramebuffer()];
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  // The bitmap is in sRGB by now.
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.pixelStorei(gl.PACK_ROW_LENGTH, rowLength);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  gl.readPixels(0, 0, bitmap.width, bitmap.height, gl.RGBA, gl.UNSIGNED_BYTE, data);
  // Nothing of this throws where there is no memory for it, or the GPU was lost, of which only the framebuffer tells
  // before the next task.
  const isRead =
    gl.getError() === gl.NO_ERROR && gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
  gl.deleteFramebuffer(framebuffer);
  gl.deleteTexture(texture);
  // It may have more to complain of, which would be said of the next picture.
  if (!isRead) webgl = null;
  return isRead;
}
