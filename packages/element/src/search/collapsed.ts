import type { SamePictureGroup } from '@web-clip/photos';
import type { Match } from './match.ts';

/** Results, best first, and the first of them that is less likely. */
export interface Results {
  readonly hits: readonly Match[];
  /** Undefined if that is not known. */
  readonly likely?: number | undefined;
}

/**
 * Shows copies of a picture as one: the one that is best kept, in the place of the best match.
 *
 * @param groups The copies among the results.
 */
export function collapsed({ hits, likely }: Results, groups: readonly SamePictureGroup[]): Results {
  if (groups.length === 0) return { hits, likely };
  const groupOf = new Map(groups.flatMap((group) => group.photos.map((id) => [id, group] as const)));
  const byId = new Map(hits.map((match) => [match.photo.id, match]));
  const seen = new Set<SamePictureGroup>();
  let before = 0;
  const shown = hits.flatMap((match, i) => {
    const group = groupOf.get(match.photo.id);
    if (group && seen.has(group)) return [];
    if (likely !== undefined && i < likely) before++;
    if (!group) return [match];
    seen.add(group);
    // Some of the group may not be among these results any more.
    const copies = group.photos.filter((id) => byId.has(id)).length - 1;
    const { photo } = byId.get(group.keep) ?? match;
    return [copies > 0 ? { ...match, photo, copies } : match];
  });
  return { hits: shown, likely: likely === undefined ? undefined : before };
}
