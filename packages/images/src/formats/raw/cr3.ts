import type { RandomAccess } from '../random-access.ts';
import { type Range, readOrientation } from './jpeg-header.ts';
import type { RawPreviews } from './tiff-previews.ts';

/**
 * A box of the ISO base media file format (ISO/IEC 14496-12, 4.2). Offsets count from the start of the file.
 */
interface Box {
  type: string;
  /** Where its content begins. */
  content: number;
  end: number;
}

/** The most boxes to read. Canon writes about a hundred. */
const MOST_BOXES = 1000;

/** Boxes that contain boxes, and the number of their own bytes before those. */
const CONTAINERS: Readonly<Record<string, number>> = { moov: 0, trak: 0, mdia: 0, minf: 0, stbl: 0 };

/** Canon's boxes for metadata and preview, by UUID, and the number of bytes before the boxes in them. */
const UUIDS: Readonly<Record<string, number>> = {
  '85c0b687820f11e08111f4ce462b6a48': 16,
  eaf42b5e1c984b88b9fbb7dc406e4d16: 24,
};

/** Bytes of THMB and PRVW before their JPEG. */
const PREVIEW_HEADER = 16;

/**
 * Finds the JPEGs in a CR3: thumbnail, preview, and the full-size JPEG, which is the first track's sample
 * (https://github.com/lclevy/canon_cr3).
 */
export async function cr3Previews(file: RandomAccess): Promise<RawPreviews> {
  const ranges: Range[] = [];
  let orientation: number | undefined;
  const waiting: Range[] = [{ start: 0, end: file.size }];
  let left = MOST_BOXES;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    let sample = { start: 0, length: 0 };
    for await (const { type, content, end } of boxes(file, next)) {
      if (left-- === 0) return { ranges, orientation: orientation ?? 1 };
      const skipped = type === 'uuid' ? await canonBoxes(file, content) : CONTAINERS[type];
      if (skipped !== undefined) waiting.push({ start: content + skipped, end });
      if (type === 'CMT1') orientation ??= await readOrientation(file, content);
      if (type === 'THMB' || type === 'PRVW') ranges.push({ start: content + PREVIEW_HEADER, end });
      if (type === 'stsz') sample = { ...sample, length: await sizeOfSample(file, content) };
      if (type === 'co64' || type === 'stco') {
        sample = { ...sample, start: await placeOfSample(file, content, type) };
      }
    }
    const { start, length } = sample;
    if (start > 0 && length > 0) ranges.push({ start, end: Math.min(start + length, file.size) });
  }
  return { ranges, orientation: orientation ?? 1 };
}

async function* boxes(file: RandomAccess, { start, end }: Range): AsyncGenerator<Box> {
  for (let at = start; at + 8 <= end; ) {
    const bytes = await file.read(at, at + 16);
    if (bytes.length < 8) return;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const size = view.getUint32(0);
    const isLong = size === 1 && bytes.length === 16;
    // A size of zero means that the box extends to the end.
    const length = size === 0 ? end - at : isLong ? Number(view.getBigUint64(8)) : size;
    const content = at + (isLong ? 16 : 8);
    if (at + length < content) return;
    const type = String.fromCharCode(...bytes.subarray(4, 8));
    yield { type, content, end: Math.min(at + length, end) };
    at += length;
  }
}

/** @returns The number of bytes before the boxes in one of Canon's boxes; undefined for any other box. */
async function canonBoxes(file: RandomAccess, content: number): Promise<number | undefined> {
  const uuid = await file.read(content, content + 16);
  return UUIDS[Array.from(uuid, (byte) => byte.toString(16).padStart(2, '0')).join('')];
}

/**
 * The size of a track's only sample: either one size for all samples, or the first entry of a table (ISO/IEC
 * 14496-12, 8.7.3.2).
 */
async function sizeOfSample(file: RandomAccess, content: number): Promise<number> {
  const view = await viewAt(file, content, 16);
  return view.getUint32(4) || view.getUint32(12);
}

/** ISO/IEC 14496-12, 8.7.5. */
async function placeOfSample(file: RandomAccess, content: number, type: 'co64' | 'stco'): Promise<number> {
  const view = await viewAt(file, content, 16);
  return type === 'co64' ? Number(view.getBigUint64(8)) : view.getUint32(8);
}

/** @returns Bytes at an offset, padded with zeros past the end of the file. */
async function viewAt(file: RandomAccess, start: number, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length);
  bytes.set(await file.read(start, start + length));
  return new DataView(bytes.buffer);
}
