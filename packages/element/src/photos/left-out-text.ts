import type { LeftOut, LeftOutKind } from '@web-clip/photos';
import { counted, formatCount } from '../ui/format.ts';

/** Singular and plural. */
type Forms = readonly [string, string];

/** Name of each kind of file, in the order in which they are listed. */
const NOUNS: Readonly<Record<LeftOutKind, string | Forms>> = {
  video: 'video',
  psd: 'PSD file',
  svg: 'SVG file',
  image: 'unsupported image',
  audio: 'audio file',
  document: 'document',
  archive: 'archive',
  sidecar: 'sidecar file',
  code: 'code file',
  other: ['file of another kind', 'files of other kinds'],
  hidden: 'hidden file',
};

const LIST = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });

/** @returns Files by kind: `12 videos and 3 PSD files`; empty if there are none. */
export function filesText(files: LeftOut['files']): string {
  const kinds = Object.keys(NOUNS) as LeftOutKind[];
  return LIST.format(kinds.flatMap((kind) => (files[kind] ? countedOf(kind, files[kind]) : [])));
}

function countedOf(kind: LeftOutKind, count: number): string {
  const noun = NOUNS[kind];
  return typeof noun === 'string'
    ? counted(count, noun)
    : `${formatCount(count)} ${noun[count === 1 ? 0 : 1]}`;
}

/**
 * @returns A message after indexing: `12 videos and 3 PSD files were left out.` Hidden files are not mentioned,
 *   because almost every folder has some.
 */
export function leftOutText({ files: { hidden: _, ...files }, systemFolders }: LeftOut): string {
  const count = Object.values(files).reduce((sum, each) => sum + each, 0);
  const sentences = [
    count > 0 ? `${filesText(files)} ${count === 1 ? 'was' : 'were'} left out.` : '',
    systemFolders > 0
      ? `${counted(systemFolders, 'system folder')} (thumbnails, trash and the like) ${systemFolders === 1 ? 'was' : 'were'} skipped.`
      : '',
  ];
  return sentences.filter(Boolean).join(' ');
}

/** @returns The sum of both. */
export function bothLeftOut(one: LeftOut, other: LeftOut): LeftOut {
  const kinds = Object.keys(NOUNS) as LeftOutKind[];
  const sums = kinds.map((kind) => [kind, (one.files[kind] ?? 0) + (other.files[kind] ?? 0)] as const);
  return {
    files: Object.fromEntries(sums.filter(([, count]) => count > 0)),
    systemFolders: one.systemFolders + other.systemFolders,
  };
}
