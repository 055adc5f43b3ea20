import type { KeepReason, PhotoFormat } from '@web-clip/photos';
import type { Strings } from '../i18n/strings.ts';
import { formatName } from '../ui/format.ts';

/**
 * @param others Number of photos beside the one to keep.
 * @returns Why one of several copies is the one to keep, as a sentence.
 */
export function keepReason(strings: Strings, { code, kept, other }: KeepReason, others: number): string {
  const [ours, theirs] = [Number(kept ?? Number.NaN), Number(other ?? Number.NaN)];
  switch (code) {
    case 'original':
      return strings.keepOriginal(other === 'cropped' || other === 'named' ? other : 'changed', others);
    case 'camera-data':
      return strings.keepCameraData(kept === undefined ? undefined : String(kept));
    case 'pixels':
      return strings.keepPixels(ours, theirs);
    case 'format':
      return strings.keepFormat(formatName(kept as PhotoFormat), formatName(other as PhotoFormat));
    case 'compression':
      return strings.keepCompression(ours, theirs);
    case 'sharpness':
      return strings.keepSharpness(ours, theirs);
    case 'age':
      return strings.keepAge(ours, theirs);
    case 'path':
      return strings.keepPath(String(kept), String(other));
  }
}
