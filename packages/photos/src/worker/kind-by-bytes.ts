import { fileFormat, isImage, type OtherFormat } from 'web-clip/host';
import type { LeftOutKind } from '../photo.ts';

/** What a file is called that its bytes tell to be no image. */
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
 * What a file's bytes say of it.
 *
 * @param head Its first `FORMAT_BYTES` bytes, or all it has.
 * @returns `listed` for an image, or the kind of a file that is none.
 */
export function kindByBytes(head: Uint8Array): LeftOutKind | 'listed' {
  const format = fileFormat(head);
  if (format === undefined) return 'other';
  return isImage(format) ? 'listed' : KIND_OF_FORMAT[format];
}
