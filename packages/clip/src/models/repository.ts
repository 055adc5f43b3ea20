import type { ModelSource } from '@web-clip/weights';
import type { Json } from './readers/fields.ts';
import { readOpenClip } from './readers/open-clip.ts';
import { readTransformers } from './readers/transformers.ts';
import type { ModelSpec } from './spec.ts';

/** The JSON files of a repository that describe its model. At least one of the first two exists. */
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
 * Reads the spec of a model from its repository, if the registry does not know the model.
 *
 * @param id The caller's name for the model.
 * @param source Where its files are.
 * @param configs The repository's JSON files, parsed.
 * @returns A spec without `files`; the host must be asked which ones exist.
 * @throws ClipError `unsupported-model` for a model or preprocessing that web-clip does not know,
 *   `invalid-model` if a field is missing or invalid.
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
