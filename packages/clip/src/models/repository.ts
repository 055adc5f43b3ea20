import type { Json } from './readers/fields.ts';
import { readOpenClip } from './readers/open-clip.ts';
import { readTransformers } from './readers/transformers.ts';
import type { ModelSource, ModelSpec } from './spec.ts';

/** The JSON files of a repository that say what its model needs; one of the first two is there. */
export interface RepositoryConfigs {
  /** config.json */
  config?: Json | undefined;
  /** open_clip_config.json */
  openClip?: Json | undefined;
  /** preprocessor_config.json */
  preprocessor?: Json | undefined;
  /** tokenizer_config.json */
  tokenizer: Json;
}

/**
 * Reads a model's needs from its repository, for a model that the registry does not know.
 *
 * @param id What the caller named the model.
 * @param source Where its files are.
 * @param configs The repository's JSON files, parsed.
 * @returns A spec without `files`: which there are, the host has to be asked.
 * @throws ClipError `unsupported-model` for a model or a preparation that web-clip does not know,
 *   `invalid-model` where a field is missing or makes no sense.
 */
export function specFromRepository(id: string, source: ModelSource, configs: RepositoryConfigs): ModelSpec {
  const { config, openClip, preprocessor, tokenizer } = configs;
  const { remarks, ...read } = openClip
    ? readOpenClip(id, openClip, {
        tokenizer,
        ...(config && { config }),
        ...(preprocessor && { preprocessor }),
      })
    : readTransformers(id, { config: config ?? {}, preprocessor: preprocessor ?? {}, tokenizer });
  return { id, name: id, source, ...read, files: {}, ...(remarks.length > 0 && { remarks }) };
}
