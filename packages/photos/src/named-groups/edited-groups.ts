import { printQuery } from '../query/grammar/print.ts';
import { CHOSEN, type SaidOfGroup } from './group-edits.ts';
import type { NamedGroup } from './named-group.ts';

/** Photos that were said to be in a group, and not to be in it. */
export interface PlacedPhotos {
  readonly pinned: readonly number[];
  readonly excluded: readonly number[];
}

/** Share of an event's photos, or of those that a group is known by, that make the event that group. */
const SHARE = 0.5;

/**
 * Applies what was said of groups.
 *
 * @param found The groups as the library finds them.
 * @param said What was said, by id.
 * @param placed The photos that were placed, by id.
 * @param dateOf When a photo was taken.
 */
export function editedGroups(
  found: readonly NamedGroup[],
  said: ReadonlyMap<string, SaidOfGroup>,
  placed: ReadonlyMap<string, PlacedPhotos>,
  dateOf: (id: number) => number,
): NamedGroup[] {
  const known = recognised(found, said, placed);
  const groups = new Map(known.map((group) => [group.id, group]));
  for (const [id, { name }] of said) {
    const photos = placed.get(id)?.pinned ?? [];
    if (groups.has(id) || photos.length === 0) continue;
    const kind = id.startsWith(CHOSEN) ? 'chosen' : id.startsWith('event:') ? 'event' : 'thing';
    groups.set(id, {
      ...{ id, kind, name: name ?? id, renamed: false, pinned: false },
      ...{ terms: kind === 'thing' ? [id] : [], photos: [], cover: photos[0] as number, query: '' },
    });
  }
  for (const [id, group] of groups) groups.set(id, withPlaced(group, placed.get(id), dateOf));
  const merged = mergedGroups(groups, said, dateOf);
  return merged
    .filter(({ photos }) => photos.length > 0)
    .map((group) => {
      const { name = group.name, isPinned = false } = said.get(group.id) ?? {};
      const renamed = name !== group.name;
      // Only the group itself finds photos that were placed by hand.
      const query = group.query || printQuery({ terms: [], filters: [{ group: name }] });
      return { ...group, name, renamed, pinned: isPinned, query };
    })
    .sort((a, b) => Number(b.pinned) - Number(a.pinned));
}

/** Gives events the ids of groups that are known by the same photos. */
function recognised(
  found: readonly NamedGroup[],
  said: ReadonlyMap<string, SaidOfGroup>,
  placed: ReadonlyMap<string, PlacedPhotos>,
): NamedGroup[] {
  const things = new Set(found.filter(({ kind }) => kind === 'thing').map(({ id }) => id));
  const known = [...said.keys()].filter((id) => !things.has(id) && !id.startsWith(CHOSEN));
  const owners = new Map<number, string>();
  for (const id of known) for (const photo of placed.get(id)?.pinned ?? []) owners.set(photo, id);
  const claims = found.flatMap((group, index) => {
    if (group.kind !== 'event') return [];
    const counts = new Map<string, number>();
    for (const photo of group.photos) {
      const owner = owners.get(photo);
      if (owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
    return Array.from(counts, ([id, count]) => ({ index, id, count })).filter(({ id, count }) => {
      const size = placed.get(id)?.pinned.length ?? 0;
      return count >= SHARE * Math.min(size, group.photos.length);
    });
  });
  claims.sort((a, b) => b.count - a.count || a.index - b.index);
  const ids = new Map<number, string>();
  const taken = new Set<string>();
  for (const { index, id } of claims) {
    if (ids.has(index) || taken.has(id)) continue;
    ids.set(index, id);
    taken.add(id);
  }
  return found.map((group, index) => {
    const id = ids.get(index) ?? group.id;
    // Another event has taken the id over with its photos.
    return { ...group, id: id === group.id && taken.has(id) && !ids.has(index) ? `${id}'` : id };
  });
}

function withPlaced(
  group: NamedGroup,
  placed: PlacedPhotos | undefined,
  dateOf: (id: number) => number,
): NamedGroup {
  if (!placed) return group;
  const excluded = new Set(placed.excluded);
  const before = new Set(group.photos);
  const added = placed.pinned.filter((id) => !before.has(id));
  const kept = group.photos.filter((id) => !excluded.has(id));
  if (added.length === 0 && kept.length === group.photos.length) return group;
  const photos = ordered(group, [...kept, ...added.filter((id) => !excluded.has(id))], dateOf);
  const cover = photos.includes(group.cover) ? group.cover : (photos[0] ?? group.cover);
  return { ...group, photos, cover, query: '' };
}

function mergedGroups(
  groups: ReadonlyMap<string, NamedGroup>,
  said: ReadonlyMap<string, SaidOfGroup>,
  dateOf: (id: number) => number,
): NamedGroup[] {
  const merged = new Map(groups);
  const target = (id: string, seen: readonly string[] = []): string => {
    const into = said.get(id)?.into;
    return into === undefined || seen.includes(into) || !groups.has(into) ? id : target(into, [...seen, id]);
  };
  for (const [id, group] of groups) {
    const into = target(id);
    const whole = merged.get(into);
    if (into === id || !whole) continue;
    const isSearch = whole.kind === 'thing' && group.kind === 'thing' && whole.query && group.query;
    const terms = [...new Set([...whole.terms, ...group.terms])];
    const photos = ordered(whole, [...new Set([...whole.photos, ...group.photos])], dateOf);
    merged.set(into, { ...whole, terms, photos, query: isSearch ? queryOf(terms) : '' });
    merged.delete(id);
  }
  return [...merged.values()];
}

/** @returns Photos of an event in the order in which they were taken, and others as they are. */
const ordered = (
  { kind }: NamedGroup,
  photos: readonly number[],
  dateOf: (id: number) => number,
): readonly number[] =>
  kind === 'event' ? [...photos].sort((a, b) => dateOf(a) - dateOf(b) || a - b) : photos;

/** @returns The query that finds the photos of any of these words. */
export const queryOf = (terms: readonly string[]): string => {
  const [only = '', second] = terms;
  const subjects = terms.map((text) => ({ text }));
  return printQuery({ terms: [second === undefined ? { text: only } : { anyOf: subjects }], filters: [] });
};
