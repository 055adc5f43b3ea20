/** Checks of the values in an archive's description. All throw ClipError `invalid-library`. */
import { ClipError } from '@web-clip/clip/internal';

export function object(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw invalid();
}

export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid();
}

export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw invalid();
}

export function oneOf<T extends string>(values: readonly T[], value: unknown): T {
  const found = values.find((each) => each === value);
  if (found !== undefined) return found;
  throw invalid();
}

export function number(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalid();
}

export function integer(value: unknown): number {
  if (Number.isSafeInteger(value)) return value as number;
  throw invalid();
}

/** @returns The error for a file that is not a library. */
export const invalid = (
  what = 'This file is damaged, or is not a library that this page saved. Choose another file.',
  cause?: unknown,
): ClipError => new ClipError('invalid-library', what, cause === undefined ? undefined : { cause });
