import type { ImageFormat } from './format.ts';

/** Formats that not every browser decodes, with a smallest image of each, in base64. */
const SAMPLES: Readonly<Partial<Record<ImageFormat, string>>> = {
  // https://github.com/Modernizr/Modernizr/blob/master/feature-detects/img/avif.js asks by one like it.
  AVIF: 'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAB0AAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQ0MAAAAABNjb2xybmNseAACAAIAAYAAAAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAACVtZGF0EgAKCBgANogQEAwgMg8f8D///8WfhwB8+ErK42A=',
  // One black pixel, by libjxl's `cjxl -d 0`.
  'JPEG XL': '/woAEBBQXAgIAgEAHABLGIsVggMA',
};

/** Formats that no browser but Safari decodes, and that one in its own ways. */
const RARE: readonly ImageFormat[] = ['JPEG 2000', 'TIFF'];

const answers = new Map<ImageFormat, Promise<boolean>>();

/** @returns Whether this browser decodes images of this format at all: then one that it does not is damaged. */
export function decodesFormat(format: ImageFormat): Promise<boolean> {
  const known = answers.get(format);
  if (known) return known;
  const answer = ask(format);
  answers.set(format, answer);
  return answer;
}

async function ask(format: ImageFormat): Promise<boolean> {
  if (RARE.includes(format)) return false;
  const sample = SAMPLES[format];
  if (!sample) return true;
  try {
    const bytes = Uint8Array.from(atob(sample), (character) => character.charCodeAt(0));
    (await createImageBitmap(new Blob([bytes]))).close();
    return true;
  } catch {
    return false;
  }
}
