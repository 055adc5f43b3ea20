import type { RelevanceSpec } from '@web-clip/clip';
import { relevanceLogOdds } from '@web-clip/clip/relevance';
import { type CalibrationQuery, type CalibrationSet, partOf } from './calibration-set.ts';
import { absentOdds, bestOf, fitRelevance, trials } from './fit.ts';
import { generator } from './random.ts';

/** How well a calibration does on some photos, beside what cosines can do. */
export interface Evaluation {
  /** Number of photos. */
  photos: number;
  /**
   * Captions whose photo is there or was taken out: how often something “fits” more in the former case (AUROC). Each
   * photo counts once, however many captions it has.
   */
  fits: { calibrated: number; cosine: number };
  /** Share of captions whose photo is there for which something is found. */
  found: number;
  /** Share of texts about things that are not there for which something is found. */
  falseFound: number;
  /** F1 of the photos above the line, and at the single cosine that is best for these captions. */
  line: { calibrated: number; cosine: number };
}

/** Evaluates a calibration, in a library of all photos of a set. */
export function evaluate(set: CalibrationSet, spec: RelevanceSpec): Evaluation {
  const all = [...set.folders.keys()];
  const captions = set.queries.filter(({ kind }) => kind === 'caption');
  const sides = captions.flatMap((query) =>
    trials(query, all)
      .filter(({ group }) => group !== 'caption beside it')
      .map(({ cosine, library, outcome }) => ({
        outcome,
        weight: query.share,
        cosine,
        odds: relevanceLogOdds(cosine, library, spec),
      })),
  );
  const present = sides.filter(({ outcome }) => outcome);
  const absent = absentOdds(set, spec);
  const total = captions.reduce((sum, query) => sum + query.share, 0);
  return {
    photos: all.length,
    fits: {
      calibrated: auroc(sides.map((side) => ({ ...side, score: side.odds }))),
      cosine: auroc(sides.map((side) => ({ ...side, score: side.cosine }))),
    },
    found: present.reduce((sum, { odds, weight }) => sum + (odds >= 0 ? weight : 0), 0) / total,
    falseFound: absent.filter((odds) => odds >= 0).length / absent.length,
    line: {
      calibrated: f1(captions, (query) => {
        const [, library] = bestOf(query, all);
        return (cosine) => relevanceLogOdds(cosine, library, spec) >= 0;
      }),
      cosine: Math.max(
        ...Array.from({ length: 100 }, (_, i) => f1(captions, () => (cosine) => cosine >= i / 100)),
      ),
    },
  };
}

/** How often photos are halved for a cross-validation. */
const HALVINGS = 5;

/**
 * Evaluates calibrations to halves of the photos, each on the other half, where it has seen neither the photos nor the
 * texts about things that are not there.
 *
 * @returns The means, and the highest share of texts for which something is found that is not there.
 */
export function crossValidate(set: CalibrationSet): Evaluation & { mostFalseFound: number } {
  const random = generator(2);
  const all = Array.from({ length: HALVINGS }, () => {
    const sides = Array.from(
      { length: Math.max(set.folders.length, set.queries.length) },
      () => random() < 0.5,
    );
    const [one, other] = [true, false].map((side) => partOf(set, (i) => sides[i] === side)) as [
      CalibrationSet,
      CalibrationSet,
    ];
    return [evaluate(one, fitRelevance(other)), evaluate(other, fitRelevance(one))];
  }).flat();
  const mean = (of: (evaluation: Evaluation) => number): number =>
    all.reduce((sum, each) => sum + of(each), 0) / all.length;
  return {
    photos: mean(({ photos }) => photos),
    fits: { calibrated: mean(({ fits }) => fits.calibrated), cosine: mean(({ fits }) => fits.cosine) },
    found: mean(({ found }) => found),
    falseFound: mean(({ falseFound }) => falseFound),
    mostFalseFound: Math.max(...all.map(({ falseFound }) => falseFound)),
    line: { calibrated: mean(({ line }) => line.calibrated), cosine: mean(({ line }) => line.cosine) },
  };
}

/** Area under the ROC curve: how often a true one has a higher score than a false one. */
function auroc(sides: readonly { outcome: boolean; weight: number; score: number }[]): number {
  const sorted = sides.toSorted((a, b) => a.score - b.score);
  let [below, area, truth] = [0, 0, 0];
  for (const { outcome, weight } of sorted) {
    if (outcome) {
      area += weight * below;
      truth += weight;
    } else below += weight;
  }
  return area / (truth * below);
}

/** F1 of all captions together, where only a caption’s own photo is right. */
function f1(
  captions: readonly CalibrationQuery[],
  isFound: (query: CalibrationQuery) => (cosine: number) => boolean,
): number {
  let [right, found, wanted] = [0, 0, 0];
  for (const query of captions) {
    const test = isFound(query);
    const { share: weight } = query;
    wanted += weight;
    for (const [photo, cosine] of query.cosines.entries()) {
      if (!test(cosine)) continue;
      found += weight;
      if (query.fits[photo] === 1) right += weight;
    }
  }
  return (2 * right) / (found + wanted);
}
