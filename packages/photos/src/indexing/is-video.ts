import { FORMAT_BYTES, fileFormat, isImage } from '@web-clip/images';
import { kindByName } from '../sources/kind-by-name.ts';
import { isVideoHead, isVideoName } from '../videos/video-files.ts';
import { readBytes } from './file-contents.ts';

/**
 * @returns Whether to read a listed file as a video. Files with the name of an image are not looked into for that.
 * @throws ClipError `unreadable-file`.
 */
export async function isVideo(file: File): Promise<boolean> {
  const isNamed = isVideoName(file.name);
  if (!isNamed && kindByName(file.name) === 'listed') return false;
  const head = new Uint8Array(await readBytes(file.slice(0, FORMAT_BYTES)));
  return isVideoHead(head) || (isNamed && head.length > 0 && !isImage(fileFormat(head)));
}
