import type { ModelSpec } from 'web-clip';

/**
 * @param models What there is.
 * @param host A host of the page’s own, if it has one.
 * @returns Those that can be had: nobody else publishes what has to be exported first.
 */
export function offeredModels(models: readonly ModelSpec[], host: string | undefined): readonly ModelSpec[] {
  return host ? models : models.filter(({ source }) => source.kind !== 'export');
}
