import { described, invalid } from '@web-clip/calls';

/**
 * Checks that an argument is an array of ids.
 *
 * @throws ClipError `invalid-argument`.
 */
export function checkIds(call: string, ids: unknown): void {
  if (Array.isArray(ids) && ids.every((id) => typeof id === 'number')) return;
  throw invalid(`${call} needs an array of ids, which are numbers, but got ${described(ids)}.`);
}

/**
 * Checks that an argument is numbers of single precision.
 *
 * @throws ClipError `invalid-argument`.
 */
export function checkFloats(call: string, values: unknown): asserts values is Float32Array {
  if (values instanceof Float32Array) return;
  throw invalid(
    `${call} needs a Float32Array, but got ${described(values)}. Make one with Float32Array.from().`,
  );
}

/**
 * Checks that an argument is a query for rows of some length.
 *
 * @throws ClipError `invalid-argument`.
 */
export function checkQuery(call: string, query: unknown, dimension: number): void {
  checkFloats(call, query);
  if (query.length === dimension) return;
  throw invalid(
    `The query has ${query.length} values, but the rows have ${dimension}. Embed it with the same model.`,
  );
}
