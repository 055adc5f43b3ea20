/** A point of the square that Web Mercator makes of the Earth, from the north-west (0, 0) to the south-east (1, 1). */
export interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

/** Degrees of WGS 84. */
export interface Degrees {
  readonly latitude: number;
  readonly longitude: number;
}

/** The latitude of the square's edges, beyond which there is no map. */
const MOST_NORTHERN = 85.0511;

/** @returns Where a point is on the map. */
export function toWorld({ latitude, longitude }: Degrees): WorldPoint {
  const clamped = Math.min(MOST_NORTHERN, Math.max(-MOST_NORTHERN, latitude));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return { x: longitude / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/** @returns What is at a point of the map. */
export function toDegrees({ x, y }: WorldPoint): Degrees {
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return { latitude, longitude: (x - 0.5) * 360 };
}

/** Length of the equator in kilometres. */
const EQUATOR = 40_075;

/** @returns How many kilometres a length of the map is, at a latitude. */
export const kilometresOf = (length: number, latitude: number): number =>
  length * EQUATOR * Math.cos((latitude * Math.PI) / 180);
