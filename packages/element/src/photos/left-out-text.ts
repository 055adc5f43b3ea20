import type { LeftOut, LeftOutKind } from '@web-clip/photos';
import type { Strings } from '../i18n/strings.ts';

/** All kinds of files, in the order in which they are listed. */
const KINDS: readonly LeftOutKind[] = [
  'video',
  'psd',
  'svg',
  'image',
  'audio',
  'document',
  'archive',
  'sidecar',
  'code',
  'other',
  'hidden',
];

/** @returns Files by kind: `12 videos`, `3 PSD files`. */
export function kindsOf(strings: Strings, files: LeftOut['files']): readonly string[] {
  return KINDS.flatMap((kind) => (files[kind] ? strings.filesOfKind(kind, files[kind]) : []));
}

/**
 * @returns A message after indexing: `12 videos and 3 PSD files were left out.` Hidden files are not mentioned,
 *   because almost every folder has some.
 */
export function leftOutText(
  strings: Strings,
  { files: { hidden: _, ...files }, systemFolders }: LeftOut,
): string {
  const count = Object.values(files).reduce((sum, each) => sum + each, 0);
  const sentences = [
    count > 0 ? strings.filesLeftOut(kindsOf(strings, files), count) : '',
    systemFolders > 0 ? strings.systemFoldersSkipped(systemFolders) : '',
  ];
  return sentences.filter(Boolean).join(' ');
}

/** @returns The sum of both. */
export function bothLeftOut(one: LeftOut, other: LeftOut): LeftOut {
  const sums = KINDS.map((kind) => [kind, (one.files[kind] ?? 0) + (other.files[kind] ?? 0)] as const);
  return {
    files: Object.fromEntries(sums.filter(([, count]) => count > 0)),
    systemFolders: one.systemFolders + other.systemFolders,
  };
}
