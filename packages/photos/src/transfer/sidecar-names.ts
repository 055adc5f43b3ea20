import { isRaw } from '../metadata/raw-names.ts';
import { handleAt } from './folder-files.ts';

/**
 * @param path Path of a photo or RAW file, with slashes.
 * @returns The paths of the sidecars it may have. `IMG.jpg.xmp` is the name of darktable, digiKam and immich, `IMG.xmp`
 *   that of Adobe, whose programs read sidecars of RAW files only. The first one is to be written unless another exists.
 */
export function sidecarsOf(path: string): string[] {
  const ofAdobe = path.replace(/\.[^./]+$/, '.xmp');
  return isRaw(path) ? [ofAdobe, `${path}.xmp`] : [`${path}.xmp`];
}

/**
 * @param paths Paths of a photo and its RAW files, with slashes.
 * @returns The photo's path, and those of the RAW files and sidecars that exist.
 */
export async function companionsOf(
  folder: FileSystemDirectoryHandle,
  [photo = '', ...raws]: readonly string[],
): Promise<string[]> {
  const candidates = [...raws, ...[photo, ...raws].flatMap(sidecarsOf)];
  const exist = await Promise.all(candidates.map(async (path) => Boolean(await handleAt(folder, path))));
  return [photo, ...candidates.filter((_, i) => exist[i])];
}
