import { webpChunks } from '@web-clip/images/containers';
import { firstParts, keep, type MetadataBlocks } from './blocks.ts';
import { hasText } from './bytes.ts';

/**
 * Finds the EXIF and XMP chunks of a WebP (https://developers.google.com/speed/webp/docs/riff_container).
 *
 * @param bytes The file, or its beginning.
 */
export function readWebpBlocks(bytes: Uint8Array, { exif, xmp }: MetadataBlocks): void {
  for (const { type, content: at, end } of firstParts(webpChunks(bytes))) {
    const content = bytes.subarray(at, end);
    // Some programs prepend JPEG's header.
    if (type === 'EXIF') keep(exif, hasText(content, 'Exif\0') ? content.subarray(6) : content);
    else if (type === 'XMP ') keep(xmp, content);
  }
}
