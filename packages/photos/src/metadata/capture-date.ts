import type { DatePrecision, DateSource } from '../photo.ts';
import type { ParsedBlocks } from './find-blocks.ts';
import { iptcDates } from './iptc.ts';
import { textOf } from './tiff-fields.ts';
import { momentOf, readDate, readFraction, readZone, type WrittenDate } from './written-date.ts';
import { property } from './xmp.ts';

/** When a photo was taken, and where that was found. */
export interface CaptureDate {
  /** Milliseconds since the epoch. */
  taken: number;
  takenFrom: DateSource;
  /** Absent if the time of day is known. */
  takenPrecision?: DatePrecision;
}

/**
 * Reads when a photo was taken from the metadata of its file. The first usable date of this list wins;
 * {@link readDate} and `momentOf` define what is usable.
 *
 * 1. EXIF: DateTimeOriginal, then DateTimeDigitized.
 * 2. XMP: exif:DateTimeOriginal, photoshop:DateCreated, exif:DateTimeDigitized, xmp:CreateDate.
 * 3. IPTC: the date created, then the digital creation date.
 * 4. EXIF’s DateTime, then XMP’s tiff:DateTime: when the device or a program last changed the file.
 * 5. PNG: the text “Creation Time”, then the time of the last change.
 *
 * The time zone comes from the date itself, or from its own offset tag, or else from any other offset tag. The GPS
 * time stamp is not used: it tells when the device last saw satellites, which may be hours earlier.
 *
 * @returns Undefined if the file has no usable date.
 */
export function captureDate(blocks: ParsedBlocks): CaptureDate | undefined {
  for (const [takenFrom, written] of datesIn(blocks)) {
    const moment = written && momentOf(written);
    if (!moment) continue;
    const { at: taken, precision } = moment;
    return { taken, takenFrom, ...(precision && { takenPrecision: precision }) };
  }
  return undefined;
}

/** The tags of EXIF’s dates: the date itself, its fraction of a second, its time zone (Exif 3.0, 4.6.5.4). */
const ORIGINAL = { date: 0x9003, fraction: 0x9291, zone: 0x9011 };
const DIGITIZED = { date: 0x9004, fraction: 0x9292, zone: 0x9012 };
const CHANGED = { date: 0x0132, fraction: 0x9290, zone: 0x9010 };

/** A generator, so that it stops reading at the first usable date. */
function* datesIn({ exif, xmp, iptc, png }: ParsedBlocks): Generator<[DateSource, WrittenDate | undefined]> {
  const texts = (tag: number): string[] =>
    exif.flatMap((each) => {
      const value = each.get(tag);
      return value ? [textOf(value)] : [];
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
  const xmpDates = (name: string): (WrittenDate | undefined)[] =>
    xmp.map((packet) => readDate(packet.get(name) ?? ''));
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

/** Completes a date with its fraction and time zone from other fields, unless the date itself contains them. */
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
