import {
  leastSide,
  MemoryGate,
  type Preparation,
  prepareDecoded,
  type ResizedImage,
} from '@web-clip/clip/internal';
import type { Photo } from '../photo.ts';
import type { Thumbnail } from '../store/records.ts';
import { containerMetadata } from '../videos/container-metadata.ts';
import { type DecodedFrame, type DecodedVideo, readVideo } from '../videos/read-video.ts';
import type { FileContents } from './contents.ts';
import { bitmapOf, lookAt } from './file-contents.ts';
import { hashOf } from './hash-file.ts';
import { videoWork } from './video-work.ts';

/** One video of a thread at a time, because a decoder holds many frames. */
const decoding = new MemoryGate(1);

const inTurn = <T>(work: (onStep: () => void) => Promise<T>): Promise<T> =>
  decoding.run(1, () => videoWork.run(work));

/**
 * Reads a video of any size, in parts.
 *
 * @param preparation How the engine wants frames prepared.
 * @param seconds The frames that are known already. Default: new ones are chosen.
 * @throws ClipError `unreadable-file` or `undecodable-image`.
 */
export function readVideoContents(
  file: File,
  preparation: Preparation,
  seconds: readonly number[] | undefined,
): Promise<FileContents> {
  return inTurn(async (onStep) => {
    const hash = await hashOf(file, { onBytes: onStep });
    const metadata = await containerMetadata(file);
    const video = await readVideo(file, { least: leastSide(preparation), seconds, onStep });
    const { width, height, truncated, format } = video;
    const images: FileContents['images'] = [];
    for (const frame of video.frames) images.push(await prepared(frame, video, preparation));
    return {
      hash,
      metadata: { ...metadata, kind: 'video', format },
      width,
      height,
      ...(truncated && { truncated }),
      fingerprint: '',
      images,
      seconds: video.seconds,
    };
  });
}

async function prepared(
  { second, image }: DecodedFrame,
  { width, height }: DecodedVideo,
  preparation: Preparation,
): Promise<{ image: ResizedImage; thumbnail: Thumbnail; second: number }> {
  const { resized, seen } = await prepareDecoded(() => ({ width, height, image }), preparation, lookAt);
  return { image: resized, thumbnail: seen.thumbnail, second };
}

/**
 * Decodes a frame to be looked at.
 *
 * @param second Its time.
 * @param longSide Length that its long side needs, in pixels. Default: all pixels.
 * @throws ClipError `unreadable-file` or `undecodable-image`.
 */
export async function decodeFrame(
  file: File,
  { width, height }: Pick<Photo, 'width' | 'height'>,
  second: number,
  longSide = Number.POSITIVE_INFINITY,
): Promise<ImageBitmap> {
  const least = Math.min(width, height) * Math.min(1, longSide / Math.max(width, height, 1));
  const { frames } = await videoWork.run((onStep) =>
    readVideo(file, { least: Math.max(1, least), seconds: [second], onStep }),
  );
  return bitmapOf((frames[0] as DecodedFrame).image);
}
