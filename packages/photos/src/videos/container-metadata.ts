import { boxes, fourBytes, type Part, viewOf } from '@web-clip/images/containers';
import { cameraName } from '../metadata/camera.ts';
import type { CaptureDate } from '../metadata/capture-date.ts';
import { known } from '../metadata/known.ts';
import { located } from '../metadata/location.ts';
import { momentOf, readDate } from '../metadata/written-date.ts';
import type { Location, PhotoMetadata } from '../photo.ts';

/** What the container of a video says. */
export type ContainerMetadata = Pick<PhotoMetadata, 'camera' | 'location'> & { captured?: CaptureDate };

/** Longest description of a video that is read, in bytes: that of a video of some hours. */
const LONGEST = 2 ** 26;

/** Boxes before the description. */
const MOST_BOXES = 64;

/** The first bytes of a Matroska file, which have its date. */
const MATROSKA_HEAD = 2 ** 16;

/** Midnight of the first day of 1904, the zero of QuickTime’s clock, in milliseconds since the epoch. */
const QUICKTIME_ZERO = Date.UTC(1904, 0, 1);

/** The zero of Matroska’s clock. */
const MATROSKA_ZERO = Date.UTC(2001, 0, 1);

/**
 * Reads what a container says about its video. Nothing in a file makes it throw.
 *
 * @param file An MP4, QuickTime, Matroska or WebM file.
 */
export async function containerMetadata(file: Blob): Promise<ContainerMetadata> {
  try {
    const head = await read(file, 0, 4);
    return fourBytes(head, 0) === '\x1aE\xdf\xa3' ? await matroska(file) : await mp4(file);
  } catch {
    // What is damaged says nothing.
    return {};
  }
}

async function mp4(file: Blob): Promise<ContainerMetadata> {
  const movie = await movieOf(file);
  if (!movie) return {};
  const parts = [...boxes(movie)];
  const texts = new Map([...userTexts(movie, parts), ...keyedTexts(movie, parts)]);
  const text = (...names: string[]): string | undefined =>
    names.map((name) => texts.get(name)).find((value) => value);
  const written = text('com.apple.quicktime.creationdate', '\xa9day');
  return known({
    // Apple’s date has the zone of the place where the video was taken.
    captured: dated('mp4', written) ?? dated('mp4', creationTime(movie, parts)),
    camera: cameraName(
      text('com.apple.quicktime.make', '\xa9mak'),
      text('com.apple.quicktime.model', '\xa9mod'),
    ),
    location: place(text('com.apple.quicktime.location.ISO6709', '\xa9xyz')),
  });
}

/** @returns The content of the box that describes the video, wherever it is. */
async function movieOf(file: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let start = 0;
  for (let count = 0; count < MOST_BOXES && start + 8 <= file.size; count++) {
    const header = await read(file, start, 16);
    const view = viewOf(header);
    const size = view.getUint32(0);
    const isLong = size === 1 && header.length === 16;
    const length = size === 0 ? file.size - start : isLong ? Number(view.getBigUint64(8)) : size;
    const content = isLong ? 16 : 8;
    if (length < content) return undefined;
    if (fourBytes(header, 4) === 'moov')
      return length > LONGEST ? undefined : read(file, start + content, length - content);
    start += length;
  }
  return undefined;
}

/** @returns The date of the movie header (ISO/IEC 14496-12, 8.2.2). */
function creationTime(movie: Uint8Array, parts: readonly Part[]): string | undefined {
  const header = parts.find(({ type }) => type === 'mvhd');
  if (!header) return undefined;
  const view = viewOf(movie.subarray(header.content, header.end));
  const seconds = view.getUint8(0) === 1 ? Number(view.getBigUint64(4)) : view.getUint32(4);
  return seconds === 0 ? undefined : iso(QUICKTIME_ZERO + seconds * 1000);
}

/** Texts of the user data (QuickTime File Format, “User data atoms”). */
function* userTexts(movie: Uint8Array, parts: readonly Part[]): Generator<[string, string]> {
  for (const data of parts.filter(({ type }) => type === 'udta')) {
    for (const { type, content, end } of boxes(movie, data.content, data.end)) {
      // Two bytes of length and two of language.
      if (type.startsWith('\xa9') && content + 4 < end) yield [type, utf8(movie.subarray(content + 4, end))];
    }
  }
}

/** Values of named keys (QuickTime File Format, “Metadata”). */
function* keyedTexts(movie: Uint8Array, parts: readonly Part[]): Generator<[string, string]> {
  const view = viewOf(movie);
  for (const { content, end } of parts.filter(({ type }) => type === 'meta')) {
    // MP4 puts a version before the boxes, and QuickTime does not.
    const start = fourBytes(movie, content + 4) === 'hdlr' ? content : content + 4;
    const inner = [...boxes(movie, start, end)];
    const names = inner.find(({ type }) => type === 'keys');
    const values = inner.find(({ type }) => type === 'ilst');
    if (!names || !values) continue;
    const keys = [...boxes(movie, names.content + 8, names.end)].map((key) =>
      utf8(movie.subarray(key.content, key.end)),
    );
    for (const item of boxes(movie, values.content, values.end)) {
      const key = keys[view.getUint32(item.start + 4) - 1];
      const [data] = boxes(movie, item.content, item.end);
      if (key && data?.type === 'data' && data.content + 8 <= data.end)
        yield [key, utf8(movie.subarray(data.content + 8, data.end))];
    }
  }
}

/** Reads the date (https://www.matroska.org/technical/elements.html, DateUTC): nanoseconds in 8 bytes. */
async function matroska(file: Blob): Promise<ContainerMetadata> {
  const head = await read(file, 0, MATROSKA_HEAD);
  const at = head.findIndex(
    (byte, i) => byte === 0x44 && head[i + 1] === 0x61 && head[i + 2] === 0x88 && i + 11 <= head.length,
  );
  if (at < 0) return {};
  const milliseconds = Number(viewOf(head).getBigInt64(at + 3) / 1_000_000n);
  return known({ captured: dated('matroska', iso(MATROSKA_ZERO + milliseconds)) });
}

function dated(takenFrom: 'mp4' | 'matroska', text: string | undefined): CaptureDate | undefined {
  const written = text === undefined ? undefined : readDate(text);
  const moment = written && momentOf(written);
  if (!moment) return undefined;
  const { at: taken, precision } = moment;
  return { taken, takenFrom, ...(precision && { takenPrecision: precision }) };
}

/** ISO 6709: `+48.8577+002.2950+035.0/`. */
function place(text = ''): Location | undefined {
  const [latitude, longitude, altitude] = text.match(/[+-]\d+(?:\.\d+)?/g) ?? [];
  if (latitude === undefined || longitude === undefined) return undefined;
  return located(Number(latitude), Number(longitude), altitude === undefined ? undefined : Number(altitude));
}

/** @returns Undefined for a time that a clock cannot show. */
function iso(time: number): string | undefined {
  return Math.abs(time) < 8.64e15 ? new Date(time).toISOString() : undefined;
}

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll('\0', '').trim();

async function read(file: Blob, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(start, start + length).arrayBuffer());
}
