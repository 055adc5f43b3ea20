import { invalid } from '@web-clip/clip/internal';
import { fieldValue, groupField } from '../marks/fields.ts';
import type { AlbumRecord, Edit } from '../store/records.ts';
import type { NamedGroup } from './named-group.ts';

/** What a person says of a group. */
export type GroupChange =
  | { kind: 'rename'; id: string; name: string | undefined }
  | { kind: 'pin'; id: string; pinned: boolean }
  | { kind: 'merge'; id: string; others: readonly string[] }
  | { kind: 'split'; id: string; photos: readonly number[]; name: string };

/** What was said of a group. */
export interface SaidOfGroup {
  name?: string;
  isPinned: boolean;
  /** The group that it was merged into. */
  into?: string;
}

/** Records of groups are kept beside those of albums, under ids that no album has. */
const RECORD = 'group:';

/** Ids of groups that were split off. */
export const CHOSEN = 'chosen:';

/** @returns What was said, by group. */
export function saidOfGroups(albums: Iterable<AlbumRecord>): Map<string, SaidOfGroup> {
  const said = new Map<string, SaidOfGroup>();
  for (const { id, fields } of albums) {
    if (!id.startsWith(RECORD)) continue;
    const [title, into] = [fieldValue(fields, 'title'), fieldValue(fields, 'into')];
    const isPinned = fieldValue(fields, 'place') === 'first';
    if (title === undefined && into === undefined && !isPinned) continue;
    said.set(id.slice(RECORD.length), {
      ...(typeof title === 'string' && { name: title }),
      ...(typeof into === 'string' && { into }),
      isPinned,
    });
  }
  return said;
}

/**
 * The edits that a change of a group makes. They say which contents belong to it, so that it is known again when photos
 * come, move or get another model.
 *
 * @param groups All groups as they are now.
 * @param hashesOf Returns the contents of photos.
 * @param newId An id for a group that is split off.
 * @throws ClipError `invalid-argument` for a group that there is none, or a split of photos that are not in it.
 */
export function editsOfChange(
  change: GroupChange,
  groups: readonly NamedGroup[],
  hashesOf: (photos: readonly number[]) => string[],
  newId: string,
): Edit[] {
  const find = (id: string): NamedGroup => {
    const group = groups.find((each) => each.id === id);
    if (group) return group;
    throw invalid(`There is no group “${id}” now. List the groups again.`);
  };
  const record = (id: string, values: Edit['values']): Edit => ({
    store: 'albums',
    keys: [`${RECORD}${id}`],
    values,
  });
  const place = (id: string, photos: readonly number[], placement: 'pinned' | 'excluded'): Edit => ({
    store: 'marks',
    keys: hashesOf(photos),
    values: { [groupField(id)]: placement },
  });
  const group = find(change.id);
  /** A word finds its photos again; other groups are known by their photos. */
  const known = (each: NamedGroup): Edit[] =>
    each.kind === 'thing' ? [] : [place(each.id, each.photos, 'pinned')];
  switch (change.kind) {
    case 'rename':
      return [record(group.id, { title: change.name ?? null }), ...known(group)];
    case 'pin':
      return [
        record(group.id, { place: change.pinned ? 'first' : null }),
        ...(change.pinned ? [place(group.id, group.photos, 'pinned')] : []),
      ];
    case 'merge': {
      const others = change.others.filter((id) => id !== group.id).map(find);
      return others.flatMap((other) => [
        record(other.id, { into: group.id }),
        ...known(other),
        ...known(group),
      ]);
    }
    case 'split': {
      const photos = new Set(group.photos);
      if (change.photos.length === 0 || !change.photos.every((id) => photos.has(id)))
        throw invalid('Only photos of a group can be split off it. Take their ids from the group.');
      return [
        record(newId, { title: change.name }),
        place(newId, change.photos, 'pinned'),
        place(group.id, change.photos, 'excluded'),
      ];
    }
  }
}
