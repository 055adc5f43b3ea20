import { keep, type MetadataBlocks } from './blocks.ts';
import { keepIptc } from './photoshop.ts';
import { readTiffFields } from './tiff-fields.ts';

const XMP = 0x02bc;
const IPTC = 0x83bb;
const PHOTOSHOP = 0x8649;

/**
 * Finds the metadata of a TIFF, or of a RAW file based on TIFF. The file itself serves as EXIF data
 * (https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/, Photoshop TIFF; XMP specification, part 3, 1.1.6).
 *
 * @param bytes The file, or its beginning.
 */
export function readTiffBlocks(bytes: Uint8Array, { exif, xmp, iptc }: MetadataBlocks): void {
  keep(exif, bytes);
  const first = readTiffFields(bytes).exif.at(-1);
  const packet = first?.get(XMP)?.bytes;
  const records = first?.get(IPTC)?.bytes;
  const resources = first?.get(PHOTOSHOP)?.bytes;
  if (packet) keep(xmp, packet);
  if (records) keep(iptc, records);
  if (resources) keepIptc(resources, iptc);
}
