import { jpegSegments, viewOf } from '@web-clip/images/containers';
import { firstParts, keep, type MetadataBlocks } from './blocks.ts';
import { hasText, latin } from './bytes.ts';
import { keepIptc } from './photoshop.ts';

const EXIF = 'Exif\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const XMP_EXTENSION = 'http://ns.adobe.com/xmp/extension/\0';
const PHOTOSHOP = 'Photoshop 3.0\0';

const APP1 = 'e1';
const APP13 = 'ed';

/**
 * Finds the metadata before a JPEG's pixels (ITU-T T.81, B.1.1; XMP specification, part 3, 1.1.3).
 *
 * @param bytes The file, or its beginning.
 */
export function readJpegBlocks(bytes: Uint8Array, { exif, xmp, iptc }: MetadataBlocks): void {
  const extensions: Uint8Array[] = [];
  const resources: Uint8Array[] = [];
  for (const { type, content: at, end } of firstParts(jpegSegments(bytes))) {
    const content = bytes.subarray(at, end);
    if (type === APP1 && hasText(content, EXIF)) keep(exif, content.subarray(EXIF.length + 1));
    else if (type === APP1 && hasText(content, XMP)) keep(xmp, content.subarray(XMP.length));
    else if (type === APP1 && hasText(content, XMP_EXTENSION))
      extensions.push(content.subarray(XMP_EXTENSION.length));
    else if (type === APP13 && hasText(content, PHOTOSHOP))
      keep(resources, content.subarray(PHOTOSHOP.length));
  }
  if (extensions.length > 0) keep(xmp, joined(extensions));
  for (const block of resources) keepIptc(block, iptc);
}

/** Maximum length of an extended packet in bytes. Longer ones contain depth maps and the like. */
const EXTENSION_BYTES = 2 ** 20;

/**
 * Length of a part's header: the packet's digest (32 characters), the packet's length, and the part's offset in it.
 */
const PART_HEAD = 40;

/** @returns The packet assembled from all parts with the first part's digest. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const digest = (part: Uint8Array): string => latin(part, 0, 32);
  const [first] = parts as [Uint8Array];
  const same = parts.filter((part) => part.length > PART_HEAD && digest(part) === digest(first));
  const placed = same.map((part) => ({ at: viewOf(part).getUint32(36), part: part.subarray(PART_HEAD) }));
  const end = placed.reduce((most, { at, part }) => Math.max(most, at + part.length), 0);
  const packet = new Uint8Array(Math.min(EXTENSION_BYTES, end));
  for (const { at, part } of placed) {
    if (at < packet.length) packet.set(part.subarray(0, packet.length - at), at);
  }
  return packet;
}
