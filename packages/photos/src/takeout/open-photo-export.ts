import { invalid } from '@web-clip/clip/internal';
import type { PhotoExport } from './photo-export.ts';

/**
 * Opens photos as Google Takeout or Apple’s export delivers them: in several ZIP files, which are read in place.
 *
 * @param archives All ZIP files of one export. A photo and what is said about it may be in different ones.
 * @throws ClipError `unreadable-file` if one is no ZIP, or is damaged.
 */
export async function openPhotoExport(archives: readonly Blob[]): Promise<PhotoExport> {
  if (!Array.isArray(archives) || !archives.every((archive) => archive instanceof Blob)) {
    throw invalid('openPhotoExport() needs the ZIP files in an array: [...input.files].');
  }
  const { PhotoExport } = await import('./photo-export.ts');
  return PhotoExport.open(archives);
}
