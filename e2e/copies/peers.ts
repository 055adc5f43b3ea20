import type { PeerData } from './index-pack.ts';
import { type Pair, pairOf } from './score.ts';

/** A way in which a neighbour of web-clip finds duplicates. */
export interface Peer {
  name: string;
  pairs: Set<Pair>;
}

/** Most bits that differ, by the names of czkawka's settings: https://github.com/qarmin/czkawka */
const GRADIENT = [
  { size: 0, name: '8 x 8', limits: { minimal: 1, small: 5, medium: 7 } },
  { size: 1, name: '16 x 16', limits: { minimal: 2, small: 15, medium: 30 } },
] as const;

/** Largest distances of cosines: immich's default, and ente's groups of close and of similar photos. */
const DISTANCES = { 'immich 0.01': 0.01, 'ente 0.001': 0.001, 'ente 0.02': 0.02, 'ente 0.04': 0.04 };

/** @returns What a gradient hash alone, and a threshold on embeddings alone, would call duplicates. */
export function peersOf(photos: readonly PeerData[]): Peer[] {
  const gradient = GRADIENT.flatMap(({ size, name, limits }) =>
    Object.entries(limits).map(([limit, most]): Peer => {
      const pairs = new Set<Pair>();
      const hashes = photos.map(({ gradients }) => BigInt(`0b${gradients[size]}`));
      for (const [i, one] of photos.entries()) {
        for (let j = i + 1; j < photos.length; j++) {
          const differing = (hashes[i] as bigint) ^ (hashes[j] as bigint);
          if (bitsOf(differing, most) <= most) pairs.add(pairOf(one.name, photos[j]?.name ?? ''));
        }
      }
      return { name: `gradient ${name}, ${limit} (${most})`, pairs };
    }),
  );
  const embedding = Object.entries(DISTANCES).map(([name, most]): Peer => {
    const pairs = photos.flatMap((photo) =>
      photo.nearest.flatMap(([other, cosine]) => (1 - cosine <= most ? [pairOf(photo.name, other)] : [])),
    );
    return { name: `embedding, ${name}`, pairs: new Set(pairs) };
  });
  return [...gradient, ...embedding];
}

/** Counts bits, but stops when there are too many. */
function bitsOf(value: bigint, most: number): number {
  let count = 0;
  for (let rest = value; rest && count <= most; rest &= rest - 1n) count++;
  return count;
}
