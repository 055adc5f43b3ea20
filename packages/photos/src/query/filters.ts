import type { Filter, PhotoTest } from './filter.ts';
import { folderTest } from './folder-test.ts';
import { albumTest, type FilteredMarks, labelTest, ratingTest, saidTest } from './mark-test.ts';
import { distanceTest, type PlaceAt, placeTest } from './place-test.ts';
import { isBlurred } from './quality-test.ts';
import { shapeTest } from './shape-test.ts';
import { takenTest } from './taken-test.ts';
import { typeTest } from './type-test.ts';
import { containsWords } from './words.ts';

/** What filters need to know besides the photos. */
export interface FilterContext {
  /** Names of the folders that photos were added from, by their ids. */
  readonly folders: ReadonlyMap<number, string>;
  /** Names the places at a point; without it, no photo has a place. */
  readonly placeAt?: PlaceAt | undefined;
  /** What was said of the photos; without it, nothing was. */
  readonly marks?: FilteredMarks | undefined;
  /** The ids of the photos in albums, by the keys of their names; see {@link nameKey}. */
  readonly albums?: ReadonlyMap<string, ReadonlySet<number>> | undefined;
  /** The ids of the photos in named groups, in the same way. */
  readonly groups?: ReadonlyMap<string, ReadonlySet<number>> | undefined;
}

/**
 * Prepares filters for many photos.
 *
 * @param filters All of them must pass. A filter on a place by its name, as `near` has it, must have been located; see
 *   {@link locate}. Otherwise no photo is near it.
 * @returns A function that is fast enough to be called for every photo at every search. It allocates nothing for a photo
 *   unless its folder, camera, lens or place is a new one.
 */
export function filterOf(filters: readonly Filter[], context: FilterContext): PhotoTest {
  const tests = filters.map((filter): PhotoTest => {
    const test = testOf(filter, context);
    return filter.not ? (photo) => !test(photo) : test;
  });
  const [first, second, ...others] = tests;
  if (!first) return () => true;
  if (!second) return first;
  if (others.length === 0) return (photo) => first(photo) && second(photo);
  return (photo) => {
    for (const test of tests) if (!test(photo)) return false;
    return true;
  };
}

function testOf(filter: Filter, { folders, placeAt, marks, albums, groups }: FilterContext): PhotoTest {
  if ('taken' in filter) return takenTest(filter.taken);
  if ('near' in filter) return distanceTest(filter.near, filter.km);
  if ('place' in filter) return placeTest(filter.place, placeAt);
  if ('camera' in filter) return nameTest('camera', filter.camera);
  if ('lens' in filter) return nameTest('lens', filter.lens);
  if ('is' in filter) {
    const { is } = filter;
    if (is === 'blurred') return isBlurred;
    return is === 'favourite' || is === 'hidden' ? saidTest(is, marks) : shapeTest(is);
  }
  if ('rating' in filter) return ratingTest(filter.rating, marks);
  if ('label' in filter) return labelTest(filter.label, marks);
  if ('album' in filter) return albumTest(filter.album, albums);
  if ('group' in filter) return albumTest(filter.group, groups);
  if ('folder' in filter) return folderTest(filter.folder, folders);
  return typeTest(filter.type);
}

/** Libraries have few cameras, so each name is compared once. */
function nameTest(field: 'camera' | 'lens', words: string): PhotoTest {
  const known = new Map<string, boolean>();
  return ({ [field]: name }) => {
    if (name === undefined) return false;
    let fits = known.get(name);
    if (fits === undefined) {
      fits = containsWords(name, words);
      known.set(name, fits);
    }
    return fits;
  };
}
