import { viewOf } from 'web-clip/containers';
import type { DatePrecision, DateSource } from '../photo.ts';
import { type MetadataBlocks, noBlocks } from './blocks.ts';
import { hasText } from './bytes.ts';
import { iptcDates } from './iptc.ts';
import { readIsoBlocks } from './iso-blocks.ts';
import { readJpegBlocks } from './jpeg-blocks.ts';
import { readPngBlocks } from './png-blocks.ts';
import { readTiffBlocks } from './tiff-blocks.ts';
import { readTiffFields } from './tiff-fields.ts';
import { readWebpBlocks } from './webp-blocks.ts';
import { momentOf, readDate, readFraction, readZone, type WrittenDate } from './written-date.ts';
import { property, readXmp } from './xmp.ts';

/** When a photo was taken, and how that is known. */
export interface CaptureDate {
  /** Milliseconds since the epoch. */
  taken: number;
  takenFrom: DateSource;
  /** Absent where the time of the day is known. */
  takenPrecision?: DatePrecision;
}

/**
 * Reads when a photo was taken from what its file says: the first date of these that is one; see {@link readDate} and
 * `momentOf` for what is none.
 *
 * 1. EXIF: DateTimeOriginal, then DateTimeDigitized.
 * 2. XMP: exif:DateTimeOriginal, photoshop:DateCreated, exif:DateTimeDigitized, xmp:CreateDate.
 * 3. IPTC: the date created, then that of the digital form.
 * 4. EXIF’s DateTime, then XMP’s tiff:DateTime: when the file was changed last, by the device or a program.
 * 5. PNG: the text “Creation Time”, then the time of the last change.
 *
 * A zone is taken from the date itself, or from the offset tag that belongs to it, or else from any other one. The GPS
 * time stamp gives none: it tells when satellites were last seen, which may be hours before.
 *
 * @param bytes A file, or its beginning. Bytes that were made to take long take no longer than a pass over them.
 * @returns Undefined where the file says nothing usable.
 */
export function captureDate(bytes: Uint8Array): CaptureDate | undefined {
  const blocks = blocksIn(bytes);
  for (const [takenFrom, written] of datesIn(blocks)) {
    const moment = written && momentOf(written);
    if (!moment) continue;
    const { at: taken, precision } = moment;
    return { taken, takenFrom, ...(precision && { takenPrecision: precision }) };
  }
  return undefined;
}

function blocksIn(bytes: Uint8Array): MetadataBlocks {
  const blocks = noBlocks();
  try {
    readBlocks(bytes, blocks);
  } catch (error) {
    // It ends where more was to come. What was found until then holds.
    if (!(error instanceof RangeError)) throw error;
  }
  return blocks;
}

function readBlocks(bytes: Uint8Array, blocks: MetadataBlocks): void {
  if (hasText(bytes, '\xff\xd8')) readJpegBlocks(bytes, blocks);
  else if (hasText(bytes, '\x89PNG')) readPngBlocks(bytes, blocks);
  else if (hasText(bytes, 'RIFF') && hasText(bytes, 'WEBP', 8)) readWebpBlocks(bytes, blocks);
  else if (hasText(bytes, 'ftyp', 4) || hasText(bytes, 'JXL ', 4)) readIsoBlocks(bytes, blocks);
  else if (hasText(bytes, 'II') || hasText(bytes, 'MM')) readTiffBlocks(bytes, blocks);
  // Fujifilm’s raw files begin with a JPEG, whose place stands there (https://libopenraw.freedesktop.org/formats/raf/).
  else if (hasText(bytes, 'FUJIFILMCCD-RAW'))
    readJpegBlocks(bytes.subarray(viewOf(bytes).getUint32(84)), blocks);
}

/** EXIF’s dates: the date itself, its fraction of a second, its zone (Exif 3.0, 4.6.5.4). */
const ORIGINAL = { date: 0x9003, fraction: 0x9291, zone: 0x9011 };
const DIGITIZED = { date: 0x9004, fraction: 0x9292, zone: 0x9012 };
const CHANGED = { date: 0x0132, fraction: 0x9290, zone: 0x9010 };

/** Bytes of the longest text that is a date. */
const LONGEST = 64;

/** Reads no more than it is asked for. */
function* datesIn({
  exif,
  xmp,
  iptc,
  png,
}: MetadataBlocks): Generator<[DateSource, WrittenDate | undefined]> {
  const fields = exif.flatMap(readTiffFields);
  const texts = (tag: number): string[] =>
    fields.flatMap((each) => {
      const value = each.get(tag);
      return value ? [new TextDecoder().decode(value.subarray(0, LONGEST))] : [];
    });
  const exifDates = ({ date, fraction, zone }: typeof ORIGINAL): (WrittenDate | undefined)[] => {
    const zones = [zone, CHANGED.zone, ORIGINAL.zone, DIGITIZED.zone].flatMap(texts).map(readZone);
    return texts(date).map((text) =>
      completed(
        readDate(text),
        zones.find((each) => each !== undefined),
        texts(fraction)[0],
      ),
    );
  };
  for (const date of [ORIGINAL, DIGITIZED].flatMap(exifDates)) yield ['exif', date];
  const packets = xmp.map(readXmp);
  const xmpDates = (name: string): (WrittenDate | undefined)[] =>
    packets.map((packet) => readDate(packet.get(name) ?? ''));
  const names = [
    property('exif', 'DateTimeOriginal'),
    property('photoshop', 'DateCreated'),
    property('exif', 'DateTimeDigitized'),
    property('xmp', 'CreateDate'),
  ];
  for (const date of names.flatMap(xmpDates)) yield ['xmp', date];
  for (const text of iptc.flatMap(iptcDates)) yield ['iptc', readDate(text)];
  for (const date of exifDates(CHANGED)) yield ['exif', date];
  for (const date of xmpDates(property('tiff', 'DateTime'))) yield ['xmp', date];
  for (const text of [png.creation, png.modified]) yield ['png', readDate(text ?? '')];
}

/** Adds to a date what stands in other fields, unless it stands in the date itself. */
function completed(
  written: WrittenDate | undefined,
  zone: number | undefined,
  fraction = '',
): WrittenDate | undefined {
  if (!written?.time) return written;
  const { time } = written;
  const millisecond = time.millisecond || readFraction(fraction);
  return {
    ...written,
    time: { ...time, millisecond },
    ...(zone !== undefined && { zone: written.zone ?? zone }),
  };
}
