import type { Location } from '../photo.ts';

/** A point on Earth in degrees. */
export type Point = Pick<Location, 'latitude' | 'longitude'>;

/** Mean radius in kilometres. */
const EARTH = 6371;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** @returns The distance of two points on the sphere (haversine formula). */
export function kilometres(one: Point, other: Point): number {
  const [north, east] = [other.latitude - one.latitude, other.longitude - one.longitude].map(
    (degrees) => Math.sin(radians(degrees) / 2) ** 2,
  ) as [number, number];
  const across = Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude));
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(north + across * east)));
}
