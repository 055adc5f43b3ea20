import { boxes, viewOf } from '@web-clip/images/containers';
import { firstParts, keep, type MetadataBlocks } from './blocks.ts';
import { hasText, latin } from './bytes.ts';

/** A box of the ISO base media file format (ISO/IEC 14496-12, 4.2). */
interface Box {
  type: string;
  content: Uint8Array;
}

/** UUID of the box with the metadata of Canon’s CR3 (https://github.com/lclevy/canon_cr3). */
const CANON = '\x85\xc0\xb6\x87\x82\x0f\x11\xe0\x81\x11\xf4\xce\x46\x2b\x6a\x48';
const CANON_EXIF = ['CMT1', 'CMT2'];
const CANON_GPS = 'CMT4';

/** UUID of the box with XMP (XMP specification, part 3, 1.2.7.1). */
const XMP = '\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac';

/**
 * Finds metadata in HEIC and AVIF (as items, ISO/IEC 23008-12, annex A), in JPEG XL (as boxes, ISO/IEC 18181-2, 9)
 * and in CR3.
 *
 * @param bytes The file, or its beginning.
 */
export function readIsoBlocks(bytes: Uint8Array, blocks: MetadataBlocks): void {
  for (const { type, content } of boxesIn(bytes)) {
    if (type === 'meta') readItems(bytes, content, blocks);
    else if (type === 'moov') readCanon(content, blocks);
    else if (type === 'Exif') keep(blocks.exif, exifOf(content));
    else if (type === 'xml ') keep(blocks.xmp, content);
    else if (type === 'uuid' && hasText(content, XMP)) keep(blocks.xmp, content.subarray(16));
  }
}

function* boxesIn(bytes: Uint8Array): Generator<Box> {
  for (const { type, content, end } of firstParts(boxes(bytes)))
    yield { type, content: bytes.subarray(content, end) };
}

function readCanon(movie: Uint8Array, { exif, gps }: MetadataBlocks): void {
  for (const { type, content } of boxesIn(movie)) {
    if (type !== 'uuid' || !hasText(content, CANON)) continue;
    for (const inner of boxesIn(content.subarray(16))) {
      if (CANON_EXIF.includes(inner.type)) keep(exif, inner.content);
      else if (inner.type === CANON_GPS) keep(gps, inner.content);
    }
  }
}

/** The first four bytes are the offset from there to the EXIF data. */
const exifOf = (item: Uint8Array): Uint8Array =>
  item.length < 4 ? item.subarray(0, 0) : item.subarray(4 + viewOf(item).getUint32(0));

function readItems(file: Uint8Array, meta: Uint8Array, { exif, xmp }: MetadataBlocks): void {
  let information: Uint8Array | undefined;
  let locations: Uint8Array | undefined;
  let data: Uint8Array | undefined;
  // Version and flags come first.
  for (const { type, content } of boxesIn(meta.subarray(4))) {
    if (type === 'iinf') information ??= content;
    else if (type === 'iloc') locations ??= content;
    else if (type === 'idat') data ??= content;
  }
  if (!information || !locations) return;
  const kinds = metadataItems(information);
  for (const { id, bytes } of readLocations(locations, kinds, file, data)) {
    if (kinds.get(id) === 'exif') keep(exif, exifOf(bytes));
    else keep(xmp, bytes);
  }
}

/** @returns The items that hold metadata, by their ids (ISO/IEC 14496-12, 8.11.6). */
function metadataItems(information: Uint8Array): Map<number, 'exif' | 'xmp'> {
  const found = new Map<number, 'exif' | 'xmp'>();
  const entries = information.subarray(information[0] === 0 ? 6 : 8);
  for (const { type, content } of boxesIn(entries)) {
    const version = content[0] ?? 0;
    if (type !== 'infe' || version < 2 || content.length < 12) continue;
    const view = viewOf(content);
    const id = version === 2 ? view.getUint16(4) : view.getUint32(4);
    const kindAt = version === 2 ? 8 : 10;
    if (hasText(content, 'Exif', kindAt)) found.set(id, 'exif');
    // The item's name precedes its content type.
    else if (hasText(content, 'mime', kindAt) && latin(content, kindAt + 4, kindAt + 200).includes('rdf+xml'))
      found.set(id, 'xmp');
  }
  return found;
}

/** What an item's offsets are relative to. */
const IN_FILE = 0;
const IN_BOX = 1;

/** Parses the locations of all items (ISO/IEC 14496-12, 8.11.3), and yields the bytes of the wanted ones. */
function* readLocations(
  box: Uint8Array,
  wanted: ReadonlyMap<number, unknown>,
  file: Uint8Array,
  data: Uint8Array | undefined,
): Generator<{ id: number; bytes: Uint8Array }> {
  const view = viewOf(box);
  const version = box[0] ?? 0;
  let at = 4;
  const next = (size: number): number => {
    at += size;
    if (size === 0) return 0;
    if (size === 2) return view.getUint16(at - 2);
    return size === 8 ? Number(view.getBigUint64(at - 8)) : view.getUint32(at - 4);
  };
  const sizes = next(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version > 0 ? sizes & 15 : 0;
  const count = next(version < 2 ? 2 : 4);
  for (let i = 0; i < count; i++) {
    const id = next(version < 2 ? 2 : 4);
    const method = version > 0 ? next(2) & 15 : IN_FILE;
    next(2);
    const base = next(baseSize);
    const parts: Uint8Array[] = [];
    const source = method === IN_FILE ? file : method === IN_BOX ? data : undefined;
    // Extents that take no bytes could be repeated without limit.
    const most = indexSize + offsetSize + lengthSize === 0 ? 1 : Number.POSITIVE_INFINITY;
    for (let extents = Math.min(most, next(2)); extents > 0; extents--) {
      next(indexSize);
      const start = base + next(offsetSize);
      const length = next(lengthSize);
      if (source && wanted.has(id))
        parts.push(source.subarray(start, length === 0 ? undefined : start + length));
    }
    // Metadata are never split.
    if (parts.length === 1) yield { id, bytes: parts[0] as Uint8Array };
  }
}
