import { type GeoPermissibleObjects, geoMercator, geoPath } from 'd3-geo';
import { borders, land } from './world.ts';

/** Units of the map's square. Coordinates are written with three decimals, so that they are not rounded to pixels. */
export const UNITS = 1000;

const path = geoPath(
  geoMercator()
    .scale(UNITS / (2 * Math.PI))
    .translate([UNITS / 2, UNITS / 2]),
);

const pathOf = (object: GeoPermissibleObjects): Path2D => new Path2D(path(object) ?? '');

/** All land on the map’s square. */
export const landPath = pathOf(land);

/** The borders between countries on the map’s square. */
export const bordersPath = pathOf(borders);
