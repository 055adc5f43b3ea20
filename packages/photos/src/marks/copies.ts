import { type ClipError, invalid } from '@web-clip/clip/internal';
import type { Folder } from '../photo.ts';
import type { Edit, Fields, FieldValue, PhotoRecord } from '../store/records.ts';
import { fieldValue } from './fields.ts';

/** The field that names the file to show among several with the same content; see {@link fileKey}. */
const SHOWN = 'file:shown';

/** Copies of one picture by their contents. */
export interface Copies {
  /** Hash of the photo to keep. */
  kept: string;
  /** The photo's {@link fileKey}. */
  file: string;
  /** Hashes of the others, which may be that of the kept one. */
  copies: readonly string[];
}

/** What finds a photo again among files with the same content: the folder's UUID, if it has one, and its path there. */
export const fileKey = (
  { folder, path }: Pick<PhotoRecord, 'folder' | 'path'>,
  folders: ReadonlyMap<number, Folder>,
): string => `${folders.get(folder)?.uid ?? ''}/${path}`;

/**
 * Hides copies. What was said of them is said of the kept photos too: favourite, the highest rating, labels and albums.
 *
 * @param fieldsOf Returns what was said of a content.
 */
export function hidingEdits(
  groups: readonly Copies[],
  fieldsOf: (hash: string) => Fields | undefined,
): Edit[] {
  const edits = groups.map(({ kept, file, copies }): Edit => {
    const before = fieldsOf(kept);
    const isShared = copies.includes(kept) || fieldValue(before, SHOWN) !== undefined;
    const values = { ...bestOf(before, copies.map(fieldsOf)), ...(isShared && { [SHOWN]: file }) };
    return { store: 'marks', keys: [kept], values };
  });
  const hidden = groups.flatMap(({ kept, copies }) => copies.filter((hash) => hash !== kept));
  return [...edits, { store: 'marks', keys: hidden, values: { hidden: true } }];
}

/** Shows all files of contents again. */
export const showingEdit = (hashes: readonly string[]): Edit => ({
  store: 'marks',
  keys: hashes,
  values: { [SHOWN]: null },
});

/**
 * @param files The photos with one content.
 * @param fields What was said of it.
 * @returns Those that are hidden because only one of them is shown. If that one has gone, another takes its place.
 */
export function hiddenFiles(
  files: readonly PhotoRecord[],
  fields: Fields,
  folders: ReadonlyMap<number, Folder>,
): PhotoRecord[] {
  const wanted = fieldValue(fields, SHOWN);
  if (typeof wanted !== 'string') return [];
  const path = wanted.slice(wanted.indexOf('/') + 1);
  const sorted = files.toSorted((a, b) => a.path.length - b.path.length || (a.path < b.path ? -1 : 1));
  const shown =
    sorted.find((file) => fileKey(file, folders) === wanted) ??
    sorted.find((file) => file.path === path) ??
    sorted[0];
  return files.filter((file) => file !== shown);
}

/** @returns Whether only one of the files with a content is shown. */
export const isOneShown = (fields: Fields): boolean => fieldValue(fields, SHOWN) !== undefined;

/**
 * Makes sure that no photo is kept in one group and hidden in another.
 *
 * @throws ClipError `invalid-argument`.
 */
export function checkApart(groups: readonly Copies[]): void {
  const kept = new Set(groups.map((group) => group.kept));
  const isTorn = groups.some((group) => group.copies.some((hash) => hash !== group.kept && kept.has(hash)));
  if (isTorn || kept.size < groups.length) throw inSeveralGroups();
}

const inSeveralGroups = (): ClipError =>
  invalid(
    'marks.hideCopies() got a photo that is in several groups. Pass each group once, as groups() returns it.',
  );

function bestOf(kept: Fields | undefined, copies: readonly (Fields | undefined)[]): Edit['values'] {
  const best: Record<string, FieldValue> = { hidden: null };
  for (const copy of copies) {
    for (const field of Object.keys(copy ?? {})) {
      const value = fieldValue(copy, field);
      // What a photo was kept out of says nothing about its copies.
      if (value === undefined || value === 'excluded' || field === 'hidden' || field === SHOWN) continue;
      const known = best[field] ?? fieldValue(kept, field);
      if (known === undefined) best[field] = value;
      else if (field === 'rating' && Number(value) > Number(known)) best.rating = value;
    }
  }
  return best;
}
