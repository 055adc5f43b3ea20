/** The coasts and borders of the Earth: Natural Earth at 1:110 million, by way of world-atlas. Load it when it is needed. */
import { feature, mesh } from 'topojson-client';
import countries from 'world-atlas/countries-110m.json';

const topology = countries as unknown as Parameters<typeof mesh>[0];

/** All land. */
export const land = feature(topology, 'land');

/** The lines where two countries meet. */
export const borders = mesh(
  topology,
  topology.objects.countries as Parameters<typeof mesh>[1],
  (one, other) => one !== other,
);
