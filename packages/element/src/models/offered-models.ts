import type { ModelSpec } from '@web-clip/clip';

/**
 * @param models All models.
 * @param host The page's own model host, if it has one.
 * @returns The available models. Models that have to be exported first are only available from the page's own host.
 */
export function offeredModels(models: readonly ModelSpec[], host: string | undefined): readonly ModelSpec[] {
  return host ? models : models.filter(({ source }) => source.kind !== 'export');
}
