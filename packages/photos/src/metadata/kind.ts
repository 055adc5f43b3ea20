import type { Exposure, PhotoFormat, PhotoKind } from '../photo.ts';
import { isNamedScreenshot, isScreenSized } from './screenshot.ts';

/** An image, with what is known of it besides its kind. */
interface KindEvidence {
  /** With slashes. */
  path: string;
  /** In pixels. */
  width: number;
  height: number;
  exposure: Exposure | undefined;
  format: PhotoFormat | undefined;
}

/** How many times wider than high, or higher than wide, a panorama is at least. Phones’ widest photos are 21:9. */
const PANORAMA_RATIO = 2.4;

/** A shorter image may be a panorama if its name says so. */
const NAMED_PANORAMA_RATIO = 1.8;
const NAMED_PANORAMA = /(?:^|[^a-z])pano(?:rama)?(?![a-z])/i;

const NAMED_DOCUMENT =
  /^(?:adobe scan|camscanner|genius ?scan|office lens|microsoft lens|scanned[ _-]documents?)(?![a-z])/i;

/** A4, US Letter and US Legal in pixels at usual resolutions, upright. */
const PAPERS: ReadonlySet<string> = new Set(
  [
    [210 / 25.4, 297 / 25.4],
    [8.5, 11],
    [8.5, 14],
  ].flatMap(([width = 0, height = 0]) =>
    [150, 200, 300, 400, 600].flatMap((dpi) =>
      // Scanners round in either direction.
      [Math.floor, Math.ceil].flatMap((across) =>
        [Math.floor, Math.ceil].map((down) => `${across(width * dpi)}x${down(height * dpi)}`),
      ),
    ),
  ),
);

/**
 * Judges from size and name what an image is, unless its metadata say it. An image that was exposed by a camera is
 * never a screenshot or a document: what a photo shows is not in its metadata.
 *
 * @returns Undefined for a photo.
 */
export function kindOf({ path, width, height, exposure, format }: KindEvidence): PhotoKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ratio = Math.max(width, height) / Math.max(1, Math.min(width, height));
  if (exposure && ratio >= PANORAMA_RATIO) return 'panorama';
  if (ratio >= NAMED_PANORAMA_RATIO && NAMED_PANORAMA.test(name)) return 'panorama';
  if (exposure) return undefined;
  if (isNamedScreenshot(path) || (format === 'png' && isScreenSized(width, height))) return 'screenshot';
  const isPaperSized = PAPERS.has(`${Math.min(width, height)}x${Math.max(width, height)}`);
  return isPaperSized || NAMED_DOCUMENT.test(name) ? 'document' : undefined;
}
