/** Observations of a logistic regression. */
export interface Observations {
  /** One row of numbers per observation. */
  features: readonly (readonly number[])[];
  /** Whether each observation was true. */
  outcomes: readonly boolean[];
  /** How much each observation counts. */
  weights: readonly number[];
}

/** Keeps the weights finite if the observations can be told apart without an error. */
const RIDGE = 1e-3;

/** Newton's method doubles the correct digits at each step. */
const STEPS = 30;

/**
 * Fits a logistic regression by Newton's method, with a little ridge on standardised features.
 *
 * @returns The weights of the features, and the constant.
 */
export function logisticRegression({ features, outcomes, weights }: Observations): {
  weights: number[];
  constant: number;
} {
  const width = features[0]?.length ?? 0;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (row: readonly number[]) => number): number =>
    features.reduce((sum, row, i) => sum + (weights[i] as number) * of(row), 0) / total;
  const means = Array.from({ length: width }, (_, j) => mean((row) => row[j] as number));
  const scales = means.map((middle, j) => Math.sqrt(mean((row) => ((row[j] as number) - middle) ** 2)) || 1);
  const rows = features.map((row) => [
    ...row.map((value, j) => (value - (means[j] as number)) / (scales[j] as number)),
    1,
  ]);
  let fitted = new Array<number>(width + 1).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = fitted.map((weight, j) => (j < width ? RIDGE * weight : 0));
    const hessian = fitted.map((_, j) => fitted.map((_, k) => (j === k ? RIDGE : 0)));
    for (const [i, row] of rows.entries()) {
      const share = (weights[i] as number) / total;
      const probability =
        1 / (1 + Math.exp(-row.reduce((sum, value, j) => sum + value * (fitted[j] as number), 0)));
      const error = share * (probability - (outcomes[i] ? 1 : 0));
      const curvature = share * probability * (1 - probability);
      for (let j = 0; j <= width; j++) {
        gradient[j] = (gradient[j] as number) + error * (row[j] as number);
        const line = hessian[j] as number[];
        for (let k = 0; k <= width; k++)
          line[k] = (line[k] as number) + curvature * (row[j] as number) * (row[k] as number);
      }
    }
    const change = solved(hessian, gradient);
    fitted = fitted.map((weight, j) => weight - (change[j] as number));
  }
  const raw = scales.map((scale, j) => (fitted[j] as number) / scale);
  const shift = raw.reduce((sum, weight, j) => sum + weight * (means[j] as number), 0);
  return { weights: raw, constant: (fitted[width] as number) - shift };
}

/** Solves a system of linear equations with a positive definite matrix, by elimination. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  for (const [i, pivot] of rows.entries()) {
    for (const [k, row] of rows.entries()) {
      if (k === i) continue;
      const factor = (row[i] as number) / (pivot[i] as number);
      for (let j = i; j < row.length; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  return rows.map((row, i) => (row.at(-1) as number) / (row[i] as number));
}
