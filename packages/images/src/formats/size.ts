import { imageDimensionsFromData } from 'image-dimensions';
import { viewOf } from './containers.ts';
import type { ImageFormat } from './format.ts';
import { jxlSize } from './jxl-size.ts';
import type { ImageSize } from './size-limit.ts';

/**
 * Reads an image's size from its header, without decoding it.
 *
 * @param bytes The file, or enough of its beginning.
 * @param format Its format.
 * @returns The size in the header; undefined if the header is damaged or truncated, or the format is not read
 *   here.
 */
export function imageSize(bytes: Uint8Array, format: ImageFormat): ImageSize | undefined {
  if (format === 'BMP') return bitmapSize(bytes);
  if (format === 'JPEG XL') return jxlSize(bytes);
  try {
    return imageDimensionsFromData(bytes);
  } catch {
    // The parser pushes all entries of a table onto the stack, and a file may claim a million of them.
    return undefined;
  }
}

/** https://learn.microsoft.com/windows/win32/gdi/bitmap-storage */
function bitmapSize(bytes: Uint8Array): ImageSize | undefined {
  if (bytes.length < 26) return undefined;
  const view = viewOf(bytes);
  // BITMAPCOREHEADER, from OS/2. In all others, a negative height means that the first row is the top.
  return view.getUint32(14, true) === 12
    ? { width: view.getUint16(18, true), height: view.getUint16(20, true) }
    : { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}
