import type { PhotoFormat } from '@web-clip/photos';

/** Names of formats that are not their extensions in capitals. */
const FORMATS: Partial<Record<PhotoFormat, string>> = { jxl: 'JPEG XL', jp2: 'JPEG 2000', webp: 'WebP' };

/** @returns The name of a format, the same in all languages. */
export const formatName = (format: PhotoFormat): string => FORMATS[format] ?? format.toUpperCase();

/** @returns A model's name without the part in brackets: `Pocket`. */
export function shortName(model: string): string {
  return model.replace(/ \(.*\)$/, '');
}

/** @returns A length of time as players show it, the same in all languages: `1:05`, `1:02:03`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const parts = hours > 0 ? [hours, String(minutes).padStart(2, '0')] : [minutes];
  return [...parts, String(whole % 60).padStart(2, '0')].join(':');
}

/** @returns The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
