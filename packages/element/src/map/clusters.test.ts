import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Match } from '../search/match.ts';
import { LocatedPhotos } from './clusters.ts';
import { kilometresOf, toDegrees, toWorld } from './mercator.ts';

const ALL = { from: { x: -1, y: -1 }, to: { x: 2, y: 2 } };

const matchesAt = (
  points: readonly (readonly [latitude: number, longitude: number] | undefined)[],
): Match[] =>
  points.map((point, id) => ({
    photo: {
      ...{ id, folder: 1, path: `${id}.jpg`, size: 1, modified: 0, width: 1, height: 1 },
      ...(point && { location: { latitude: point[0], longitude: point[1] } }),
    },
  }));

const kilometres = (one: readonly [number, number], other: readonly [number, number]): number => {
  const [a, b] = [one, other].map(([latitude, longitude]) => {
    const [up, right] = [latitude, longitude].map((degrees) => (degrees * Math.PI) / 180) as [number, number];
    return [Math.cos(up) * Math.cos(right), Math.cos(up) * Math.sin(right), Math.sin(up)] as const;
  }) as [readonly [number, number, number], readonly [number, number, number]];
  return 6371 * Math.acos(Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
};

test('a point is found again where it was put on the map', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -85, max: 85, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      (latitude, longitude) => {
        const back = toDegrees(toWorld({ latitude, longitude }));
        expect(back.latitude).toBeCloseTo(latitude, 6);
        expect(back.longitude).toBeCloseTo(longitude, 6);
      },
    ),
  );
  expect(toWorld({ latitude: 0, longitude: 0 })).toEqual({ x: 0.5, y: 0.5 });
  expect(toWorld({ latitude: 90, longitude: 180 }).y).toBeCloseTo(0, 4);
  expect(kilometresOf(1, 0)).toBe(40_075);
  expect(kilometresOf(0.5, 60)).toBeCloseTo(40_075 / 4, 0);
});

test('photos without a place are on no map', () => {
  const located = new LocatedPhotos(matchesAt([undefined, [46.5, 6.6], undefined]));
  expect(located.matches.map(({ photo }) => photo.id)).toEqual([1]);
  expect(new LocatedPhotos([]).clusters(3, ALL)).toEqual([]);
});

test('every photo is in one cluster, at every level', () => {
  const point = fc.tuple(
    fc.double({ min: -80, max: 80, noNaN: true }),
    fc.double({ min: -180, max: 180, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(point, { maxLength: 40 }), fc.nat(16), (points, level) => {
      const clusters = new LocatedPhotos(matchesAt(points)).clusters(level, ALL);
      expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(points.length);
      expect(new Set(clusters.map(({ key }) => key)).size).toBe(clusters.length);
    }),
  );
});

test('a cluster reaches all of its photos', () => {
  const city = fc.tuple(
    fc.double({ min: 46, max: 46.6, noNaN: true }),
    fc.double({ min: 6, max: 6.6, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(city, { maxLength: 40 }), fc.integer({ min: 6, max: 14 }), (points, level) => {
      const clusters = new LocatedPhotos(matchesAt(points)).clusters(level, ALL);
      const isReached = (point: readonly [number, number]): boolean =>
        clusters.some((cluster) => {
          const { latitude, longitude } = toDegrees(cluster);
          return kilometres([latitude, longitude], point) <= cluster.km;
        });
      expect(points.filter((point) => !isReached(point))).toEqual([]);
    }),
  );
});

test('clusters split when the map is zoomed', () => {
  const located = new LocatedPhotos(
    matchesAt([
      [46.52, 6.63],
      [46.53, 6.64],
      [47.37, 8.54],
    ]),
  );
  const counts = (level: number): number[] =>
    located
      .clusters(level, ALL)
      .map(({ count }) => count)
      .sort();
  expect(counts(0)).toEqual([3]);
  expect(counts(8)).toEqual([1, 2]);
  expect(counts(16)).toEqual([1, 1, 1]);
  expect(
    located.clusters(8, { from: { x: 0.52, y: 0 }, to: { x: 1, y: 1 } }).map(({ count }) => count),
  ).toEqual([1]);
});
