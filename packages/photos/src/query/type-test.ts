import { isRaw } from '../metadata/raw-names.ts';
import type { FilteredPhoto } from './filter.ts';

/** Extensions by the format's usual one, if there are several. */
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif', 'mpo'],
  heic: ['heic', 'heif', 'hif'],
  tiff: ['tif', 'tiff'],
  jp2: ['jp2', 'j2k'],
  mp4: ['mp4', 'm4v', '3gp', '3gpp', '3g2', 'f4v'],
  mov: ['mov', 'qt'],
  mts: ['mts', 'm2ts', 'm2t'],
};

/** @returns The usual name of a format: `jpeg` for `jpg`. */
export function usualType(type: string): string {
  const lower = type.toLowerCase().replace(/^\./, '');
  return Object.keys(EXTENSIONS).find((usual) => EXTENSIONS[usual]?.includes(lower)) ?? lower;
}

/** @returns The type of a photo, if its file has one: that of its bytes, or else of its name. */
export function formatOf({ format, path }: FilteredPhoto): string | undefined {
  // Most RAW files are TIFF files by their bytes.
  if (format !== undefined && format !== 'tiff') return format;
  const extension = /\.([^./]+)$/.exec(path)?.[1];
  return extension === undefined ? format : usualType(extension);
}

/** A photo has the type of its bytes, or else of its name; also `raw` if it has a RAW file beside it. */
export function typeTest(type: string): (photo: FilteredPhoto) => boolean {
  const usual = usualType(type);
  if (usual === 'raw') return ({ raws, path }) => raws !== undefined || isRaw(path);
  const endings = (EXTENSIONS[usual] ?? [usual]).map((extension) => `.${extension}`);
  return ({ format, path }) => {
    // Most RAW files are TIFF files by their bytes.
    if (format !== undefined && format !== 'tiff') return format === usual;
    for (const ending of endings) if (endsWith(path, ending)) return true;
    return false;
  };
}

/** Whether a path has this ending, in lower or upper case. It makes no lower-case copy of each path. */
function endsWith(path: string, ending: string): boolean {
  const start = path.length - ending.length;
  if (start < 0) return false;
  for (let i = 0; i < ending.length; i++) {
    const code = path.charCodeAt(start + i);
    const lower = code >= 65 && code <= 90 ? code + 32 : code;
    if (lower !== ending.charCodeAt(i)) return false;
  }
  return true;
}
