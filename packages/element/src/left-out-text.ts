import type { LeftOut, LeftOutKind } from '@web-clip/photos';
import { counted } from './format.ts';

/** What to call a file of each kind, in the order in which they are told. */
const NOUNS: Readonly<Record<LeftOutKind, string>> = {
  video: 'video',
  psd: 'PSD file',
  svg: 'SVG file',
  image: 'unsupported image',
  audio: 'audio file',
  document: 'document',
  archive: 'archive',
  sidecar: 'sidecar file',
  code: 'code file',
  other: 'other file',
  hidden: 'hidden file',
};

const LIST = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });

/** @returns Files by kind: `12 videos and 3 PSD files`; empty if there are none. */
export function filesText(files: LeftOut['files']): string {
  const kinds = Object.keys(NOUNS) as LeftOutKind[];
  return LIST.format(kinds.flatMap((kind) => (files[kind] ? counted(files[kind], NOUNS[kind]) : [])));
}

/**
 * @returns What to tell a person after indexing: `12 videos and 3 PSD files were left out.` Files that systems hide are
 *   not worth it: hardly a folder is without them.
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

/** @returns What there was in both. */
export function bothLeftOut(one: LeftOut, other: LeftOut): LeftOut {
  const kinds = Object.keys(NOUNS) as LeftOutKind[];
  const sums = kinds.map((kind) => [kind, (one.files[kind] ?? 0) + (other.files[kind] ?? 0)] as const);
  return {
    files: Object.fromEntries(sums.filter(([, count]) => count > 0)),
    systemFolders: one.systemFolders + other.systemFolders,
  };
}
