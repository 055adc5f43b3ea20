import { described, invalid } from '@web-clip/clip/internal';

/**
 * Checks an argument that must be a text.
 *
 * @param call The call as its caller knows it, such as `marks.get()`.
 * @param what What the text is, such as `a name`.
 * @throws ClipError `invalid-argument`.
 */
export function checkText(call: string, what: string, value: unknown): void {
  if (typeof value === 'string' && value.trim() !== '') return;
  throw invalid(`${call} needs ${what}, but got ${described(value)}.`);
}

/**
 * Checks an argument that must be ids of photos.
 *
 * @param call The call as its caller knows it, such as `marks.get()`.
 * @throws ClipError `invalid-argument`.
 */
export function checkIds(call: string, ids: unknown): void {
  if (!Array.isArray(ids)) {
    const advice = typeof ids === 'number' ? ' Put brackets around a single one.' : '';
    throw invalid(`${call} needs an array of ids of photos, but got ${described(ids)}.${advice}`);
  }
  if (areIds(ids)) return;
  const wrong = Array.from(ids).find((id) => !Number.isInteger(id));
  throw invalid(`${call} needs ids of photos, which are whole numbers, but got ${described(wrong)}.`);
}

/**
 * Checks an argument that must be groups of copies.
 *
 * @param call The call as its caller knows it, such as `marks.get()`.
 * @throws ClipError `invalid-argument`.
 */
export function checkGroups(call: string, groups: unknown): void {
  if (!Array.isArray(groups)) {
    throw invalid(
      `${call} needs an array of groups such as { keep: 1, photos: [1, 2] }, but got ${described(groups)}.`,
    );
  }
  for (const group of Array.from(groups)) {
    const { keep, photos } = (group ?? {}) as Record<string, unknown>;
    if (!Number.isInteger(keep)) {
      throw invalid(
        `${call} needs the id of the photo to keep in each group, but one is ${described(keep)}.`,
      );
    }
    checkIds(call, photos);
  }
}

/** @returns Whether all of these are whole numbers. */
export const areIds = (ids: readonly unknown[]): boolean =>
  Array.from(ids).every((id) => Number.isInteger(id));
