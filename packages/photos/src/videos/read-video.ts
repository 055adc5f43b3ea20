import { asClipError, ClipError, isClipError } from '@web-clip/clip/internal';
import { type Pixels, pixelsOf } from '@web-clip/images';
import {
  BlobSource,
  CanvasSink,
  EncodedPacketSink,
  Input,
  type InputFormat,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  MPEG_TS,
  QTFF,
  WEBM,
} from 'mediabunny';
import type { PhotoFormat } from '../photo.ts';
import { FrameChoice } from './frame-choice.ts';
import { candidateTimes, cheapTime } from './frame-times.ts';
import { canDecode } from './opaque-decoder.ts';

/** A frame, decoded. */
export interface DecodedFrame {
  /** In seconds from the beginning. */
  second: number;
  /** Upright, in the size that was asked for. */
  image: Pixels;
}

/** What a video shows. */
export interface DecodedVideo {
  /** In pixels, upright. */
  width: number;
  height: number;
  seconds: number;
  format: PhotoFormat;
  /** In the order of time; at least one. */
  frames: DecodedFrame[];
  /** Set if the end of the file is missing. */
  truncated?: true;
}

/** How to read a video. */
export interface VideoReading {
  /** Length of the short side that frames need, in pixels. They get no more than the video has. */
  least: number;
  /** The frames to decode. Default: some that show different things. */
  seconds?: readonly number[] | undefined;
  /** Called after each step, of which none takes long. */
  onStep?: () => void;
}

/** The containers, and what their files are called. */
const FORMATS: readonly (readonly [InputFormat, PhotoFormat])[] = [
  [QTFF, 'mov'],
  [MP4, 'mp4'],
  [WEBM, 'webm'],
  [MATROSKA, 'mkv'],
  [MPEG_TS, 'mts'],
];

/** Time after which a decoder is thought to hang, in milliseconds. A software decoder may need seconds for a frame. */
const PATIENCE = 30_000;

/** Longest side of a decoded frame in pixels; no canvas is much larger. */
const LONGEST_SIDE = 8192;

/**
 * Decodes frames of a video. The file is read in parts, as far as they are needed.
 *
 * @throws ClipError `undecodable-image` or `unreadable-file`.
 */
export async function readVideo(file: Blob, reading: VideoReading): Promise<DecodedVideo> {
  const input = new Input({ source: new BlobSource(file), formats: FORMATS.map(([format]) => format) });
  try {
    const track = await inTime(input.getPrimaryVideoTrack());
    if (!track) {
      if ((await input.getTracks()).length === 0) throw damaged();
      throw new ClipError('undecodable-image', 'The file has sound but no picture. Leave it out.');
    }
    if (!(await inTime(canDecode(track)))) throw await unsupported(track);
    const format = await input.getFormat();
    const [, name] = FORMATS.find(([each]) => each === format) ?? [];
    return { ...(await decode(track, reading)), format: name ?? 'mp4' };
  } catch (error) {
    throw isClipError(error) ? error : failure(error);
  } finally {
    input.dispose();
  }
}

async function decode(
  track: InputVideoTrack,
  { least, seconds: known, onStep }: VideoReading,
): Promise<Omit<DecodedVideo, 'format'>> {
  const [width, height] = await inTime(Promise.all([track.getDisplayWidth(), track.getDisplayHeight()]));
  const from = await inTime(track.getFirstTimestamp());
  const to = await inTime(track.computeDuration());
  onStep?.();
  const scale = Math.min(1, least / Math.min(width, height), LONGEST_SIDE / Math.max(width, height));
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const sink = new CanvasSink(track, { ...size, fit: 'fill', poolSize: 1 });
  const frameAt = async (time: number): Promise<DecodedFrame> => {
    const drawn = await inTime(sink.getCanvas(time));
    onStep?.();
    // It should be there, by the description of the video.
    if (!drawn) throw damaged();
    return { second: Math.max(0, drawn.timestamp), image: await pixelsIn(drawn.canvas) };
  };
  const about = { width, height, seconds: Math.max(0, to) };
  if (known) {
    const frames: DecodedFrame[] = [];
    for (const second of known) frames.push({ ...(await frameAt(second)), second });
    return { ...about, frames };
  }
  const choice = new FrameChoice<DecodedFrame>();
  const packets = new EncodedPacketSink(track);
  let last: number | undefined;
  let fault: unknown;
  for (const wanted of candidateTimes(from, to)) {
    try {
      const time = await cheapest(packets, wanted, last);
      const frame = time === undefined ? undefined : await frameAt(time);
      if (!frame || frame.second === last) continue;
      last = frame.second;
      choice.offer(frame, frame.image);
    } catch (error) {
      if (isUnreadable(error)) throw error;
      // What follows in the file is missing or damaged.
      fault = error;
      break;
    }
  }
  const { frames } = choice;
  if (frames.length === 0) throw fault ?? damaged();
  return { ...about, frames, ...(fault !== undefined && { truncated: true as const }) };
}

async function cheapest(
  packets: EncodedPacketSink,
  wanted: number,
  last: number | undefined,
): Promise<number | undefined> {
  const key = await inTime(packets.getKeyPacket(wanted, { metadataOnly: true }));
  return key ? cheapTime(wanted, key.timestamp, last) : wanted;
}

async function pixelsIn(canvas: HTMLCanvasElement | OffscreenCanvas): Promise<Pixels> {
  const bitmap = await createImageBitmap(canvas);
  try {
    return await pixelsOf(bitmap);
  } finally {
    bitmap.close();
  }
}

/** @throws ClipError `undecodable-image` if the work takes too long. */
async function inTime<T>(work: T | Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(damaged()), PATIENCE);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function unsupported(track: InputVideoTrack): Promise<ClipError> {
  const name = (await track.getCodec()) ?? (await track.getInternalCodecId());
  return new ClipError(
    'undecodable-image',
    `This browser cannot decode this video${typeof name === 'string' ? ` (${name})` : ''}. Convert it to MP4 with H.264, or use another browser.`,
  );
}

const damaged = (cause?: unknown): ClipError =>
  new ClipError(
    'undecodable-image',
    'The video is damaged or has no frames. Replace it with an undamaged copy.',
    {
      cause,
    },
  );

const isUnreadable = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError');

const failure = (error: unknown): ClipError =>
  isUnreadable(error)
    ? asClipError(
        error,
        'unreadable-file',
        'The file was moved or changed, or this page lost access to it. Add its folder again.',
      )
    : damaged(error);
