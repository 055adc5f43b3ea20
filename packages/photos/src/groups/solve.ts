/**
 * Solves linear equations with a symmetric, positive definite matrix, by Cholesky's decomposition.
 *
 * @param matrix `size * size` values, of which the upper triangle is read.
 * @param right `size` values.
 * @returns The solution, or undefined if there is none.
 */
export function solve(matrix: Float64Array, right: Float64Array, size: number): Float64Array | undefined {
  const lower = new Float64Array(size * size);
  const solution = Float64Array.from(right);
  const at = (i: number, j: number): number => lower[i * size + j] as number;
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = matrix[j * size + i] as number;
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      if (i === j && !(sum > 0)) return undefined;
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / at(j, j);
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = solution[i] as number;
    for (let k = 0; k < i; k++) sum -= at(i, k) * (solution[k] as number);
    solution[i] = sum / at(i, i);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = solution[i] as number;
    for (let k = i + 1; k < size; k++) sum -= at(k, i) * (solution[k] as number);
    solution[i] = sum / at(i, i);
  }
  return solution;
}
