import { ClipError } from '../errors.ts';
import { fileUrl, type WeightBases } from '../weights/locate.ts';
import { storedFile } from '../weights/store.ts';
import { type DownloadOptions, fileExists, fileJson } from '../weights/weights.ts';
import { registry } from './registry.ts';
import { specFromRepository } from './repository.ts';
import { conventionalFiles } from './sizes.ts';
import type { Dtype, ModelSource, ModelSpec, TowerFiles } from './spec.ts';

/**
 * Finds a model by what the caller names it: an id of the registry, `owner/name` of a repository, or
 * the absolute URL of a folder.
 *
 * @param model That name, or a spec, which is taken as it is.
 * @param bases What the places of models are relative to.
 * @param options For the download of the repository's JSON files.
 * @throws ClipError `unknown-model`, those of {@link specFromRepository} and of {@link fileJson}.
 */
export async function resolveModel(
  model: string | ModelSpec,
  bases: WeightBases,
  options: DownloadOptions,
): Promise<ModelSpec> {
  if (typeof model !== 'string') return model;
  const known = registry.get(model);
  if (known) return known;
  const source = sourceOf(model);
  const json = (path: string) => fileJson(fileUrl(source, bases, path), options);
  const [config, preprocessor, tokenizer] = await Promise.all([
    json('config.json'),
    json('preprocessor_config.json'),
    json('tokenizer_config.json'),
  ]);
  return specFromRepository(model, source, { config, preprocessor, tokenizer });
}

function sourceOf(model: string): ModelSource {
  if (URL.canParse(model)) return { kind: 'folder', url: model.endsWith('/') ? model : `${model}/` };
  if (/^[\w.-]+\/[\w.-]+$/.test(model)) {
    return { kind: 'repository', repository: model, revision: 'main' };
  }
  throw new ClipError(
    'unknown-model',
    `There is no model “${model}”. Use one of ${[...registry.keys()].join(', ')}, the “owner/name” of a repository, or a URL.`,
  );
}

/**
 * @param spec A model.
 * @param dtype A number format.
 * @param where Whether to look among what is stored, or to ask the model's host.
 * @param bases What the places of models are relative to.
 * @param signal Aborts the questions to the host.
 * @returns The model's files of this format, or undefined. A spec that lists its files is believed.
 * @throws ClipError `download-failed` if the host does not answer.
 */
export async function filesOf(
  spec: ModelSpec,
  dtype: Dtype,
  where: 'storage' | 'host',
  bases: WeightBases,
  signal: AbortSignal | undefined,
): Promise<TowerFiles | undefined> {
  if (Object.keys(spec.files).length > 0) return spec.files[dtype];
  const files = conventionalFiles(dtype);
  for (const path of [files.vision, files.text]) {
    const url = fileUrl(spec.source, bases, path);
    const found = where === 'storage' ? await storedFile(url) : await fileExists(url, signal);
    if (!found) return undefined;
  }
  return files;
}
