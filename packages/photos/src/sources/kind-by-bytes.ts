import { fileFormat, isImage, type OtherFormat } from '@web-clip/clip/internal';
import type { LeftOutKind } from '../photo.ts';
import { isVideoHead, opensVideos } from '../videos/video-files.ts';

/** Kinds of files that are not images, by the format of their bytes. */
const KIND_OF_FORMAT: Readonly<Record<OtherFormat, LeftOutKind>> = {
  video: 'video',
  audio: 'audio',
  PSD: 'psd',
  SVG: 'svg',
  PDF: 'document',
  'web page': 'document',
  text: 'document',
  archive: 'archive',
  empty: 'other',
};

/**
 * Determines the kind of a file from its bytes.
 *
 * @param head The first `FORMAT_BYTES` bytes, or all if there are fewer.
 * @returns `listed` if it is an image or a video that can be opened, otherwise its kind.
 */
export function kindByBytes(head: Uint8Array): LeftOutKind | 'listed' {
  const format = fileFormat(head);
  if (format === undefined) return 'other';
  if (format === 'video' && opensVideos() && isVideoHead(head)) return 'listed';
  return isImage(format) ? 'listed' : KIND_OF_FORMAT[format];
}
