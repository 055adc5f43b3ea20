import type { ResizedImage } from '@web-clip/clip/internal';
import type { FileMetadata } from '../metadata/file-metadata.ts';
import type { PhotoQuality } from '../photo.ts';
import type { Thumbnail } from '../store/records.ts';

/** Everything that one reading of a photo's or video's file yields. */
export interface FileContents {
  /** SHA-256 of the file in hexadecimal. */
  hash: string;
  /** What the file says about the photo. */
  metadata: FileMetadata;
  /** Full size in pixels, upright. */
  width: number;
  height: number;
  /** Set if the end of the file is missing. */
  truncated?: true;
  /** See `printFingerprint`; empty for videos. */
  fingerprint: string;
  /** Absent for videos. */
  quality?: PhotoQuality;
  /** What is embedded, with thumbnails: the image, or frames of a video with their times. */
  images: { image: ResizedImage; thumbnail: Thumbnail; second?: number }[];
  /** How long a video is. */
  seconds?: number;
}
