import type { ImageFormat } from './format.ts';

/** Formats that not every browser decodes, each with a minimal image in base64. */
const SAMPLES: Readonly<Partial<Record<ImageFormat, string>>> = {
  // Modernizr tests with a similar one:
  // https://github.com/Modernizr/Modernizr/blob/master/feature-detects/img/avif.js
  AVIF: 'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAB0AAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQ0MAAAAABNjb2xybmNseAACAAIAAYAAAAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAACVtZGF0EgAKCBgANogQEAwgMg8f8D///8WfhwB8+ErK42A=',
  // One black pixel, encoded with libjxl's `cjxl -d 0`.
  'JPEG XL': '/woAEBBQXAgIAgEAHABLGIsVggMA',
};

/** Formats that only Safari decodes, and even Safari not in every variant. */
const RARE: readonly ImageFormat[] = ['JPEG 2000', 'TIFF'];

const answers = new Map<ImageFormat, Promise<boolean>>();

/**
 * @returns Whether this browser decodes images of this format. If so, an image that it cannot decode is
 *   damaged.
 */
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
