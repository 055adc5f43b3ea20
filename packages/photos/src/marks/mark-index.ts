import type { Folder } from '../photo.ts';
import type { FilteredMarks } from '../query/mark-test.ts';
import { nameKey } from '../query/words.ts';
import type { MarkRecord, PhotoRecord } from '../store/records.ts';
import { hiddenFiles, isOneShown } from './copies.ts';
import { fieldValue, groupOf, isLabel } from './fields.ts';

/** The ids of photos that are pinned to a group, and of those that are kept out of it. */
export interface Placed {
  readonly pinned: number[];
  readonly excluded: number[];
}

/** The ids of the photos of a library by what was said of them. */
export class MarkIndex implements FilteredMarks {
  readonly favourites: number[] = [];
  readonly hidden: number[] = [];
  /** Those among the hidden ones of which a file with the same content is shown. */
  readonly hiddenFiles = new Set<number>();
  readonly ratings = new Map<number, number[]>();
  readonly labels = new Map<string, { readonly label: string; readonly ids: number[] }>();
  /** By group. */
  readonly placed = new Map<string, Placed>();

  /**
   * @param marks By the hash of the content.
   * @param photos By id.
   * @param folders By id.
   */
  constructor(
    marks: ReadonlyMap<string, MarkRecord>,
    photos: ReadonlyMap<number, PhotoRecord>,
    folders: ReadonlyMap<number, Folder>,
  ) {
    if (marks.size === 0) return;
    const equal = new Map<MarkRecord, PhotoRecord[]>();
    for (const photo of photos.values()) {
      const { id, hash } = photo;
      const record = marks.get(hash);
      if (!record) continue;
      const { fields } = record;
      if (isOneShown(fields) && !fieldValue(fields, 'hidden')) at(equal, record, () => []).push(photo);
      for (const field in fields) {
        const value = fields[field]?.value ?? null;
        if (value !== null) this.#add(id, field, value);
      }
    }
    for (const [{ fields }, files] of equal) {
      for (const { id } of hiddenFiles(files, fields, folders)) {
        this.hidden.push(id);
        this.hiddenFiles.add(id);
      }
    }
  }

  #add(id: number, field: string, value: string | number | true): void {
    if (field === 'favourite') this.favourites.push(id);
    else if (field === 'hidden') this.hidden.push(id);
    else if (field === 'rating') at(this.ratings, Number(value), () => []).push(id);
    else if (isLabel(field)) {
      const label = String(value);
      at(this.labels, nameKey(label), () => ({ label, ids: [] })).ids.push(id);
    } else {
      const group = groupOf(field);
      if (group === undefined) return;
      const placed = at(this.placed, group, () => ({ pinned: [], excluded: [] }));
      placed[value === 'pinned' ? 'pinned' : 'excluded'].push(id);
    }
  }
}

/** @returns The value of a key, which is made if there is none. */
function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
