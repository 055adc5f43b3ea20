import type { RelevanceSpec } from '@web-clip/clip';
import { type LibraryCosines, relevanceFeatures, relevanceLogOdds } from '@web-clip/clip/relevance';
import type { CalibrationQuery, CalibrationSet } from './calibration-set.ts';
import { logisticRegression, type Observations } from './logistic.ts';
import { generator } from './random.ts';

/** A photo of a library that is judged. */
export interface Trial {
  group: string;
  share: number;
  cosine: number;
  library: LibraryCosines;
  outcome: boolean;
}

/**
 * Share of texts about things that are not there for which something may be found, among the photos that are fitted to.
 * Among others it is higher: 4 % in the halves of a hundred photos that a calibration has not seen, and 9 % in the worst.
 */
const FALSE_FOUND = 0.03;

/** Smallest library to fit to, and the ratio of one size to the next. */
const SMALLEST = 2;
const GROWTH = 1.5;

/** Photos in all libraries of one size together, at least. */
const PHOTOS_PER_SIZE = 16;

/**
 * Fits a {@link RelevanceSpec}: in libraries of many sizes, drawn from all photos and from each folder, it tells texts for
 * which there is a photo from texts for which there is none. The latter are captions whose photo was taken out, words of
 * other photos’ captions, and texts about things that no photo shows.
 *
 * The constant is such that something is found for 3 % of the last, in the library of all photos.
 *
 * @throws Error if the cosines do not tell them apart.
 */
export function fitRelevance(set: CalibrationSet): RelevanceSpec {
  const usual = usualCosines(set);
  const features: number[][] = [];
  const outcomes: boolean[] = [];
  const weights: number[] = [];
  for (const { library, weight } of libraries(set.folders)) {
    const groups = new Map<string, Trial[]>();
    for (const query of set.queries) {
      for (const each of trials(query, library))
        groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
    }
    for (const [name, group] of groups) {
      // What fits counts as much as what does not.
      const importance = name === 'caption for something' ? 3 : 1;
      const total = group.reduce((sum, { share }) => sum + share, 0);
      for (const { share, cosine, library, outcome } of group) {
        features.push(relevanceFeatures(cosine, library, usual));
        outcomes.push(outcome);
        weights.push((weight * importance * share) / total);
      }
    }
  }
  const spec: RelevanceSpec = { ...usual, ...regression({ features, outcomes, weights }) };
  if (!(spec.weights[0] > 0)) {
    throw new Error('A higher cosine does not mean a better fit. Are the captions those of the photos?');
  }
  const odds = absentOdds(set, spec).sort((a, b) => b - a);
  return { ...spec, constant: spec.constant - (odds[Math.floor(FALSE_FOUND * odds.length)] ?? 0) };
}

/**
 * Fits the weights. Only the cosine may count in favour of a photo: a library’s mean and deviation also rise when some
 * other photo fits.
 */
function regression(observations: Observations): Pick<RelevanceSpec, 'weights' | 'constant'> {
  const kept = [true, true, true, true];
  for (;;) {
    const features = observations.features.map((row) => row.map((value, i) => (kept[i] ? value : 0)));
    const { weights, constant } = logisticRegression({ ...observations, features });
    const wrong = weights.findIndex((weight, i) => i > 0 && weight > 0);
    const [cosine = 0, mean = 0, deviation = 0, chance = 0] = weights;
    if (wrong < 0) return { weights: [cosine, mean, deviation, chance], constant };
    kept[wrong] = false;
  }
}

/** @returns For each text about something that is not there, the log odds of the best photo. */
export function absentOdds({ folders, queries }: CalibrationSet, spec: RelevanceSpec): number[] {
  const all = [...folders.keys()];
  return queries
    .filter(({ kind }) => kind === 'absent')
    .map((query) => relevanceLogOdds(...bestOf(query, all), spec));
}

/** @returns The highest cosine of a query with some photos, and the statistics of all of them. */
export function bestOf(
  { cosines }: CalibrationQuery,
  members: readonly number[],
): [cosine: number, library: LibraryCosines] {
  let [best, sum, squares] = [Number.NEGATIVE_INFINITY, 0, 0];
  for (const member of members) {
    const cosine = cosines[member] as number;
    best = Math.max(best, cosine);
    sum += cosine;
    squares += cosine ** 2;
  }
  const count = members.length;
  const mean = sum / count;
  return [best, { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean ** 2)), count }];
}

/**
 * @returns What a query tells in a library: the best photo fits or does not, and what else does not. `group` says which
 *   trials belong together.
 */
export function trials(query: CalibrationQuery, library: readonly number[]): Trial[] {
  const { kind, share, fits } = query;
  const highest = library.reduce((most, member) => Math.max(most, fits[member] as number), 0);
  if (highest === 0.5) return [];
  const trial = (group: string, members: readonly number[], outcome: boolean): Trial => {
    const [cosine, statistics] = bestOf(query, members);
    return { group: `${kind} ${group}`, share, cosine, library: statistics, outcome };
  };
  const others = library.filter((member) => fits[member] === 0);
  if (highest === 0) return kind === 'caption' ? [] : [trial('for nothing', library, false)];
  const own = trial('for something', library, true);
  if (others.length === 0) return [own];
  const taken = trial('taken out', others, false);
  // The photo that fits raises mean and deviation, but that does not make the others fit.
  const rest = { ...taken, group: `${kind} beside it`, library: own.library };
  return kind === 'caption' ? [own, taken, rest] : [own, rest];
}

/** Mean and deviation of the captions’ cosines with other photos. */
function usualCosines({ queries }: CalibrationSet): Pick<RelevanceSpec, 'mean' | 'deviation'> {
  const others = queries
    .filter(({ kind }) => kind === 'caption')
    .map((query) => {
      const members = [...query.fits.keys()].filter((photo) => query.fits[photo] === 0);
      return bestOf(query, members)[1];
    });
  const average = (of: (library: LibraryCosines) => number): number =>
    others.reduce((sum, library) => sum + of(library), 0) / others.length;
  return {
    mean: average(({ mean }) => mean),
    deviation: Math.sqrt(average(({ deviation }) => deviation ** 2)),
  };
}

/** Draws libraries of many sizes, the same on every run. */
function libraries(folders: readonly number[]): { library: number[]; weight: number }[] {
  const random = generator(1);
  const all = [...folders.keys()];
  const sources = [
    all,
    ...[...new Set(folders)].map((folder) => all.filter((photo) => folders[photo] === folder)),
  ];
  return (sources.length === 2 ? [all] : sources).flatMap((photos) => {
    const drawn: { library: number[]; weight: number }[] = [];
    for (let size = SMALLEST; size < photos.length * GROWTH; size = Math.ceil(size * GROWTH)) {
      const draws = Math.ceil(PHOTOS_PER_SIZE / size);
      for (let i = 0; i < draws; i++) {
        const shuffled = photos
          .map((photo) => ({ photo, place: random() }))
          .sort((a, b) => a.place - b.place)
          .map(({ photo }) => photo);
        drawn.push({ library: shuffled.slice(0, size), weight: 1 / draws });
      }
    }
    return drawn;
  });
}
