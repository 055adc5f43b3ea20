import {
  ClipError,
  isHeldUp,
  MemoryGate,
  type Pingable,
  type Preparation,
  prepareImage,
  registerTransferHandlers,
  transferables,
} from '@web-clip/clip/internal';
import { expose, transfer } from 'comlink';
import type { SamePicture } from '../groups/same-picture.ts';
import { type FileMetadata, readMetadata } from '../metadata/file-metadata.ts';
import { isRaw } from '../metadata/raw-names.ts';
import type { Photo } from '../photo.ts';
import type { Thumbnail } from '../store/records.ts';
import type { FileContents } from './contents.ts';
import { contentHash, lookAt, measuresOf, readBytes, type Seen, thumbnailPixels } from './file-contents.ts';
import { isVideo } from './is-video.ts';
import { decodePicture } from './picture.ts';
import { videoWork } from './video-work.ts';

/** Limit of the file bytes in memory. Larger files are hashed in parts. */
const FILE_BYTES = 2 ** 26;

/** Limits the file bytes in memory, because many more may be requested at once. */
const files = new MemoryGate(FILE_BYTES);

/** Length of the part of a RAW file that contains its metadata, in bytes. In a CR3, the metadata follow a preview. */
const HEAD_BYTES = 2 ** 17;

/** The service of a photo worker. It does everything that needs a file's bytes, so that each file is read once. */
export class PhotoService implements Pingable {
  ping(): boolean {
    return isHeldUp() || videoWork.goesOn;
  }

  /**
   * @returns SHA-256 of the file in hexadecimal.
   * @throws ClipError `unreadable-file`.
   */
  async hash(file: File): Promise<string> {
    if (file.size > FILE_BYTES) {
      const { hashOf } = await import('./hash-file.ts');
      return videoWork.run((onBytes) => hashOf(file, { onBytes }));
    }
    return files.run(file.size, async () => contentHash(await readBytes(file)));
  }

  /**
   * Reads what a file says about its photo: from the first bytes, or else, if they have no date, from all of it, as a
   * HEIC may need. RAW files are large and have their metadata at the beginning, so only that is read.
   *
   * @throws ClipError `unreadable-file`.
   */
  async metadata(file: File): Promise<FileMetadata> {
    const metadataIn = (part: Blob): Promise<FileMetadata> =>
      files.run(part.size, async () => readMetadata(new Uint8Array(await readBytes(part))));
    const metadata = await metadataIn(file.slice(0, HEAD_BYTES));
    const isEnough = metadata.captured || isRaw(file.name) || file.size <= HEAD_BYTES;
    return isEnough ? metadata : metadataIn(file);
  }

  /** @returns What a thumbnail's pixels tell, or undefined if it is damaged. */
  async measures(thumbnail: Thumbnail): Promise<Omit<Seen, 'thumbnail'> | undefined> {
    const pixels = await thumbnailPixels(thumbnail);
    return pixels && measuresOf(pixels);
  }

  /**
   * Compares pictures by their thumbnails; see `comparePictures`, which few visits need.
   *
   * @param pictures Thumbnails, if there are any, with the full sizes of the images.
   * @param pairs Pairs of their indices.
   */
  async compare(
    pictures: readonly { thumbnail: Thumbnail | undefined; width: number; height: number }[],
    pairs: readonly (readonly [number, number])[],
  ): Promise<(SamePicture | null | undefined)[]> {
    const { comparePictures } = await import('../groups/compare-pictures.ts');
    const compared = pictures.map(async ({ thumbnail, ...size }) => {
      const pixels = thumbnail && (await thumbnailPixels(thumbnail));
      return { pixels, ...size };
    });
    return comparePictures(await Promise.all(compared), pairs);
  }

  /**
   * @param preparation How the engine wants the image prepared.
   * @param seconds Of a video, the frames that are known already.
   * @throws ClipError `unreadable-file`, `undecodable-image`, `too-large-image`, `download-failed`.
   */
  async contents(file: File, preparation: Preparation, seconds?: readonly number[]): Promise<FileContents> {
    const contents = (await isVideo(file))
      ? await (await videoReader()).readVideoContents(file, preparation, seconds)
      : await files.run(file.size, () => readFileContents(file, preparation));
    const parts = contents.images.flatMap(({ image, thumbnail }) => [
      ...transferables(image),
      thumbnail.bytes,
    ]);
    return transfer(contents, parts);
  }

  /**
   * Decodes a photo, or a frame of a video, to be looked at. The person waits, so files that are read for the index do not hold it up.
   *
   * @param size The photo’s size in pixels.
   * @param longSide Length that the long side needs, in pixels; undefined for all pixels.
   * @param second Of a video, the time of the frame.
   * @throws ClipError `undecodable-image`, `too-large-image`, `unreadable-file`, `download-failed`.
   */
  async picture(
    file: File,
    size: Pick<Photo, 'width' | 'height'>,
    longSide: number | undefined,
    second?: number,
  ): Promise<ImageBitmap> {
    const bitmap =
      second === undefined
        ? await decodePicture(file, size, longSide)
        : await (await videoReader()).decodeFrame(file, size, second, longSide);
    return transfer(bitmap, [bitmap]);
  }
}

async function readFileContents(file: File, preparation: Preparation): Promise<FileContents> {
  const bytes = await readBytes(file);
  const hashing = contentHash(bytes);
  const metadata = readMetadata(new Uint8Array(bytes));
  const { resized: image, seen } = await prepareImage(new Uint8Array(bytes), preparation, lookAt);
  const { thumbnail, ...measures } = seen;
  const { width, height, truncated } = image;
  return {
    hash: await hashing,
    metadata,
    width,
    height,
    ...(truncated && { truncated }),
    ...measures,
    images: [{ image, thumbnail }],
  };
}

/** Loaded for the first video only. */
async function videoReader(): Promise<typeof import('./video-contents.ts')> {
  try {
    return await import('./video-contents.ts');
  } catch (error) {
    throw new ClipError(
      'download-failed',
      'The browser could not load the reader of videos. Go online, and add the video again.',
      { cause: error },
    );
  }
}

registerTransferHandlers();
expose(new PhotoService());
