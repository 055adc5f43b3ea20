import type { RelevanceSpec } from '@web-clip/clip';
import { relevanceLogOdds } from '@web-clip/clip/relevance';
import { absentOdds, bestOf, type CalibrationQuery, type CalibrationSet, trials } from './fit.ts';

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
