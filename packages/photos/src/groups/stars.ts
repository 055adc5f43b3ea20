/** Items around a middle, to which each of them is linked. */
export interface Star {
  middle: number;
  /** All items of the group, the middle included, in ascending order. */
  members: number[];
}

/**
 * Groups items around middles: the item with the most links becomes the first middle, and takes all that it is linked
 * to; then the one with the most links to what is left, and so on. Of equals, the smallest number is the first, so give
 * items numbers that do not depend on how they came.
 *
 * @param links Pairs of linked items, in any order.
 * @returns The groups of two items and more, by their smallest members.
 */
export function stars(links: Iterable<readonly [number, number]>): Star[] {
  const neighbours = new Map<number, Set<number>>();
  const link = (from: number, to: number): void => {
    const known = neighbours.get(from);
    if (known) known.add(to);
    else neighbours.set(from, new Set([to]));
  };
  for (const [one, other] of links) {
    if (one === other) continue;
    link(one, other);
    link(other, one);
  }
  return components(neighbours)
    .flatMap((items) => starsOf(items, neighbours))
    .sort((a, b) => (a.members[0] as number) - (b.members[0] as number));
}

/** @returns The items that links connect, each list in ascending order. */
export function components(neighbours: ReadonlyMap<number, ReadonlySet<number>>): number[][] {
  const seen = new Set<number>();
  const found: number[][] = [];
  for (const start of neighbours.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const items = [start];
    for (const item of items) {
      for (const next of neighbours.get(item) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        items.push(next);
      }
    }
    found.push(items.sort((a, b) => a - b));
  }
  return found;
}

function starsOf(items: readonly number[], neighbours: ReadonlyMap<number, Set<number>>): Star[] {
  const found: Star[] = [];
  const left = new Set(items);
  for (;;) {
    let middle: number | undefined;
    let most = 0;
    for (const item of left) {
      const links = neighbours.get(item)?.size ?? 0;
      if (links > most) [middle, most] = [item, links];
    }
    if (middle === undefined) return found;
    const members = [middle, ...(neighbours.get(middle) ?? [])].sort((a, b) => a - b);
    found.push({ middle, members });
    for (const member of members) {
      left.delete(member);
      for (const other of neighbours.get(member) ?? []) neighbours.get(other)?.delete(member);
      neighbours.get(member)?.clear();
    }
  }
}
