import type { ImageSpec, ModelSpec } from '../spec.ts';

/** Image settings to compare. The size depends on the model, not on its family. */
const PREPARATION = ['resize', 'interpolation', 'mean', 'std'] as const;

/**
 * @param file The file's name.
 * @param said Its image settings.
 * @param family A name of the family to show to users.
 * @param usual The family's usual settings.
 * @returns A sentence for each difference.
 */
export function unlikeFamily(file: string, said: ImageSpec, family: string, usual: ImageSpec): string[] {
  return PREPARATION.filter((field) => !same(said[field], usual[field])).map(
    (field) =>
      `web-clip uses ${field} ${show(said[field])} from ${file}; other ${family} models have ${show(usual[field])}.`,
  );
}

/**
 * @param taken The file that takes precedence, and its contents.
 * @param other The other file.
 * @returns A sentence for each difference.
 */
export function contradictions(
  taken: readonly [file: string, spec: ImageSpec],
  other: readonly [file: string, spec: ImageSpec],
): string[] {
  return (['size', ...PREPARATION] as const)
    .filter((field) => !same(taken[1][field], other[1][field]))
    .map((field) => contradiction(field, [taken[0], taken[1][field]], [other[0], other[1][field]]));
}

/**
 * @param found The spec from a model's files, which takes precedence.
 * @param known The registry's spec of the model.
 * @returns A sentence for each difference that changes embeddings.
 */
export function differences(found: ModelSpec, known: ModelSpec): string[] {
  const parts = [
    ...(['size', ...PREPARATION, 'cropOffset'] as const).map(
      (field) => [field, found.image[field], known.image[field]] as const,
    ),
    ...(['contextLength', 'clean'] as const).map(
      (field) => [field, found.text[field], known.text[field]] as const,
    ),
    ['dimension', found.dimension, known.dimension] as const,
  ];
  return parts
    .filter(([, taken, other]) => !same(taken, other))
    .map(([field, taken, other]) => contradiction(field, ['the repository', taken], ['the registry', other]));
}

/** @returns The sentence for one difference between two files. The first takes precedence. */
export function contradiction(
  field: string,
  taken: readonly [file: string, value: unknown],
  other: readonly [file: string, value: unknown],
): string {
  return `web-clip uses ${field} ${show(taken[1])} from ${taken[0]}; ${other[0]} says ${show(other[1])}.`;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const show = (value: unknown): string => (Array.isArray(value) ? value.join(' ') : String(value));
