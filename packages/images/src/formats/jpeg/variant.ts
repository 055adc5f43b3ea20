import { jpegSegments } from '../containers.ts';

/** Baseline, extended sequential and progressive (https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1). */
const COMMON_FRAMES: readonly string[] = ['c0', 'c1', 'c2'];

/** Markers from 0xc0 to 0xcf that do not begin a frame: tables, and an extension. */
const NO_FRAMES: readonly string[] = ['c4', 'c8', 'cc'];

/**
 * @param head A JPEG's first bytes.
 * @returns Whether it is lossless, hierarchical, arithmetic-coded or has more than 8 bits. Browsers decode
 *   none of these.
 */
export function isRareJpeg(head: Uint8Array): boolean {
  for (const { type, content } of jpegSegments(head)) {
    if (!type.startsWith('c') || NO_FRAMES.includes(type)) continue;
    return !COMMON_FRAMES.includes(type) || head[content] !== 8;
  }
  return false;
}
