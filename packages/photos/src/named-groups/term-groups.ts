import type { TermHits } from './term-hits.ts';

/** Photos of a group, at least, of which so many fit strongly. */
const [FEWEST, FEWEST_STRONG] = [4, 2];

/** Log odds from which a photo fits in three of four cases. */
const STRONG = 1;

/** Words that a photo may belong to: those that fit it best. */
const PER_PHOTO = 4;

/** Share of the smaller of two groups that both have, from which they are one, and the size that the smaller one needs. */
const [SAME, SIZE] = [0.7, 0.3];

/** Most groups of words. */
const MOST = 240;

/**
 * Chooses the words that name groups of a library.
 *
 * A photo belongs to the words that fit it best. A word needs enough photos, and of words that say the same of the same
 * photos the one that fits them best stays.
 *
 * @returns The strongest first.
 */
export function termGroups(hits: readonly TermHits[]): TermHits[] {
  const groups = bestOfPhotos(hits)
    .filter(
      ({ ids, odds }) =>
        ids.length >= FEWEST && odds.filter((each) => each >= STRONG).length >= FEWEST_STRONG,
    )
    .map((group) => ({ group, strength: group.odds.reduce((sum, each) => sum + Math.min(each, 4), 0) }))
    .sort((a, b) => b.strength - a.strength || (a.group.term < b.group.term ? -1 : 1))
    .map(({ group }) => group);
  const chosen: TermHits[] = [];
  /** Indices of chosen groups by photo. */
  const owners = new Map<number, number[]>();
  for (const group of groups) {
    if (chosen.length === MOST) break;
    const common = new Map<number, number>();
    for (const id of group.ids)
      for (const owner of owners.get(id) ?? []) common.set(owner, (common.get(owner) ?? 0) + 1);
    const isSame = [...common].some(([owner, count]) => {
      const sizes = [group.ids.length, chosen[owner]?.ids.length ?? 0];
      return count >= SAME * Math.min(...sizes) && Math.min(...sizes) >= SIZE * Math.max(...sizes);
    });
    if (isSame) continue;
    const index = chosen.push(group) - 1;
    for (const id of group.ids) {
      const known = owners.get(id);
      if (known) known.push(index);
      else owners.set(id, [index]);
    }
  }
  return chosen;
}

/** @returns The hits without those photos that several other words fit better. */
function bestOfPhotos(hits: readonly TermHits[]): TermHits[] {
  const best = new Map<number, number[]>();
  for (const { ids, odds } of hits) {
    for (const [i, id] of ids.entries()) {
      const known = best.get(id);
      if (known) known.push(odds[i] as number);
      else best.set(id, [odds[i] as number]);
    }
  }
  const least = new Map(
    Array.from(best, ([id, odds]) => [
      id,
      odds.sort((a, b) => b - a)[PER_PHOTO - 1] ?? Number.NEGATIVE_INFINITY,
    ]),
  );
  return hits.map(({ ids, odds, ...term }) => {
    const stays = ids.map((id, i) => (odds[i] as number) >= (least.get(id) as number));
    return { ...term, ids: ids.filter((_, i) => stays[i]), odds: odds.filter((_, i) => stays[i]) };
  });
}
