import { FORMAT_BYTES, fileFormat } from '@web-clip/images';

/** Extensions of the containers that are read. */
export const VIDEO_ENDINGS = 'mp4 m4v mov qt 3gp 3gpp 3g2 f4v webm mkv mts m2ts m2t';

const NAMED = new RegExp(`\\.(?:${VIDEO_ENDINGS.replaceAll(' ', '|')})$`, 'i');

/** Bytes at the beginnings of the containers that are read, by their offsets, as Latin-1. */
const SIGNATURES: readonly (readonly [offset: number, bytes: string])[][] = [
  ...['ftyp', 'moov', 'mdat', 'wide'].map((box): [number, string][] => [[4, box]]),
  [[0, '\x1aE\xdf\xa3']],
  [
    [0, 'G'],
    [188, 'G'],
  ],
  [
    [4, 'G'],
    [196, 'G'],
  ],
];

/** @returns Whether this browser gives scripts the frames of videos. What codecs it knows is another question. */
export const opensVideos = (): boolean => 'VideoDecoder' in globalThis;

/** @returns Whether a name says that a file is a video that is read. */
export const isVideoName = (name: string): boolean => NAMED.test(name);

/**
 * @param head The first `FORMAT_BYTES` bytes, or all if there are fewer.
 * @returns Whether they are those of a video that is read.
 */
export function isVideoHead(head: Uint8Array): boolean {
  if (fileFormat(head) !== 'video') return false;
  const text = String.fromCharCode(...head.subarray(0, FORMAT_BYTES));
  return SIGNATURES.some((parts) => parts.every(([at, bytes]) => text.startsWith(bytes, at)));
}
