import type { KeepReason } from '@web-clip/photos';

const OTHERS: Readonly<Record<string, string>> = {
  cropped: 'the other is cropped',
  named: 'the other is a copy by its name',
  changed: 'the other was changed later',
};

const megapixels = (pixels: number | string | undefined): string =>
  `${(Number(pixels) / 1e6).toFixed(1)} megapixels`;

const day = (time: number | string | undefined): string => new Date(Number(time)).toISOString().slice(0, 10);

/** @returns Why a photo is the one to keep, in English. */
export function reasonInWords({ code, kept, other }: KeepReason): string {
  switch (code) {
    case 'original':
      return `it is the original; ${OTHERS[other ?? ''] ?? 'the other is a copy'}`;
    case 'camera-data':
      return `it has what the camera wrote${kept === undefined ? '' : ` (${kept})`}; the other has lost some of it`;
    case 'pixels':
      return `it has ${megapixels(kept)}, the other ${megapixels(other)}`;
    case 'format':
      return `it is ${String(kept).toUpperCase()}, the other ${String(other).toUpperCase()}`;
    case 'compression':
      return 'it is less compressed';
    case 'sharpness':
      return `it is sharper (${kept} against ${other})`;
    case 'age':
      return `it is the older file (${day(kept)}, the other ${day(other)})`;
    case 'path':
      return `they differ in nothing but the path; it has the shorter one`;
  }
}
