import type { PhotoMetadata } from '../photo.ts';
import { xmpText } from './exif-values.ts';
import type { ParsedBlocks } from './find-blocks.ts';

/** The digital source type of a screenshot. */
const SCREEN_CAPTURE = 'screenCapture';

/**
 * Digital source types of images that were, or may in part have been, made by a program rather than taken
 * (https://cv.iptc.org/newscodes/digitalsourcetype/). `composite` may or may not contain generated parts, and
 * `algorithmicallyEnhanced` is what every phone does, so neither says so.
 */
const GENERATED: ReadonlyMap<string, PhotoMetadata['generated']> = new Map([
  ['trainedAlgorithmicMedia', 'generated'],
  ['algorithmicMedia', 'generated'],
  ['compositeWithTrainedAlgorithmicMedia', 'composite'],
  ['compositeSynthetic', 'composite'],
]);

/** @returns The IPTC digital source type, without its vocabulary. */
function sourceType(blocks: ParsedBlocks): string | undefined {
  const uri = xmpText(blocks, 'iptcExt', 'DigitalSourceType');
  return uri?.slice(uri.lastIndexOf('/') + 1);
}

/** @returns Whether the file says that a program made the image or a part of it. */
export function generatedOf(blocks: ParsedBlocks): PhotoMetadata['generated'] {
  const type = sourceType(blocks);
  if (type !== undefined) return GENERATED.get(type);
  // Fields of IPTC 2025.1 that only describe images made by AI.
  const names = ['AISystemUsed', 'AIPromptInformation'];
  return names.some((name) => xmpText(blocks, 'iptcExt', name)) ? 'generated' : undefined;
}

/** @returns Whether the file says that it shows a screen. */
export const isScreenCapture = (blocks: ParsedBlocks): boolean => sourceType(blocks) === SCREEN_CAPTURE;
