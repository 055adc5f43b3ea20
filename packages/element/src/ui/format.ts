import type { PhotoFormat } from '@web-clip/photos';

/** Names of formats that are not their extensions in capitals. */
const FORMATS: Partial<Record<PhotoFormat, string>> = { jxl: 'JPEG XL', jp2: 'JPEG 2000', webp: 'WebP' };

/** @returns The name of a format, the same in all languages. */
export const formatName = (format: PhotoFormat): string => FORMATS[format] ?? format.toUpperCase();

/** @returns A model's name without the part in brackets: `Pocket`. */
export function shortName(model: string): string {
  return model.replace(/ \(.*\)$/, '');
}

/** @returns The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
