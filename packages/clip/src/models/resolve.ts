import { ClipError, isClipError } from '@web-clip/calls';
import {
  type DownloadOptions,
  fileExists,
  fileJson,
  HUGGING_FACE,
  type ModelSource,
  optionalJson,
  storedFile,
  type WeightBases,
  type WeightFile,
  weightFile,
} from '@web-clip/weights';
import type { Json } from './readers/fields.ts';
import { readOpenClip } from './readers/open-clip.ts';
import { differences } from './readers/remarks.ts';
import { readTransformers } from './readers/transformers.ts';
import { readWebClip, WEB_CLIP_JSON } from './readers/web-clip.ts';
import { registry } from './registry.ts';
import { conventionalFiles } from './sizes.ts';
import type { Dtype, EncoderFiles, ModelSpec } from './spec.ts';

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
 * Finds a model by its name: an id of the registry, `owner/name` of a repository, or the absolute URL of a
 * folder.
 *
 * @param model The name, or a spec, which is used as it is.
 * @param bases Base URLs for the locations of models.
 * @param options For downloading the repository's JSON files.
 * @throws ClipError `unknown-model`, `unsupported-model`, `invalid-model`, or as {@link fileJson}.
 */
export async function resolveModel(
  model: string | ModelSpec,
  bases: WeightBases,
  options: DownloadOptions,
): Promise<ModelSpec> {
  if (typeof model !== 'string') return model;
  const known = registry.get(model);
  if (!known) return readFolder(model, sourceOf(model), bases, options);
  return known.source.kind === 'export' ? resolveExport(known, bases, options) : known;
}

/**
 * Resolves a model whose files are on the user's own host. Those files take precedence; the registry adds the
 * model card.
 */
async function resolveExport(
  known: ModelSpec,
  bases: WeightBases,
  options: DownloadOptions,
): Promise<ModelSpec> {
  const howTo = `Nobody publishes files of ${known.name} that web-clip can run. Export them as packages/clip/export/README.md describes, serve them on your own host at ${known.id}/resolve/main/, and name that host in weights.host.`;
  if (bases.host === HUGGING_FACE) throw new ClipError('unsupported-model', howTo);
  try {
    const found = await readFolder(known.id, known.source, bases, options);
    const remarks = [...(found.remarks ?? []), ...differences(found, known)];
    return {
      ...found,
      name: known.name,
      ...(known.about && { about: known.about }),
      ...(remarks.length > 0 && { remarks }),
    };
  } catch (error) {
    if (!isClipError(error) || error.code !== 'unknown-model') throw error;
    throw new ClipError('unsupported-model', `${bases.host} does not have ${known.id}. ${howTo}`, {
      cause: error,
    });
  }
}

/** Reads web-clip's own file if the folder has it, otherwise the files of open_clip and transformers. */
async function readFolder(
  model: string,
  source: ModelSource,
  bases: WeightBases,
  options: DownloadOptions,
): Promise<ModelSpec> {
  const file = (path: string): WeightFile => weightFile({ id: model, source }, bases, path);
  const isStored = async (path: string): Promise<boolean> => (await storedFile(file(path))) !== undefined;
  // tokenizer_config.json is fetched last. If it and a config are stored, every existing file is stored, and
  // the host need not be asked for the others again.
  const readBefore =
    (await isStored(WEB_CLIP_JSON)) ||
    ((await isStored('tokenizer_config.json')) &&
      ((await isStored('config.json')) || (await isStored('open_clip_config.json'))));
  const optional = async (path: string): Promise<Json | undefined> =>
    readBefore && !(await isStored(path)) ? undefined : optionalJson(file(path), options);

  const own = await optional(WEB_CLIP_JSON);
  if (own) return readWebClip(model, source, own);
  const [config, openClip, preprocessor] = await Promise.all([
    optional('config.json'),
    optional('open_clip_config.json'),
    optional('preprocessor_config.json'),
  ]);
  if (!config && !openClip) {
    throw new ClipError(
      'unknown-model',
      `There is no ${WEB_CLIP_JSON}, config.json or open_clip_config.json in ${file('').url}. Check the model’s name and the address of web-clip’s assets.`,
    );
  }
  const tokenizer = await fileJson(file('tokenizer_config.json'), options);
  return specFromRepository(model, source, { config, openClip, preprocessor, tokenizer });
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
 * @param dtype The dtype.
 * @param where Whether to look in storage, or to ask the model's host.
 * @param bases Base URLs for the model's location.
 * @param signal Aborts the requests to the host.
 * @returns The model's files of this dtype, or undefined. If the spec lists files, the host is assumed to
 *   have them.
 * @throws ClipError `download-failed` if the host does not respond.
 */
export async function filesOf(
  spec: ModelSpec,
  dtype: Dtype,
  where: 'storage' | 'host',
  bases: WeightBases,
  signal: AbortSignal | undefined,
): Promise<EncoderFiles | undefined> {
  const isListed = Object.keys(spec.files).length > 0;
  const files = isListed ? spec.files[dtype] : conventionalFiles(dtype);
  if (!files || (isListed && where === 'host')) return files;
  for (const path of [files.vision, files.text]) {
    const file = weightFile(spec, bases, path);
    const found = where === 'storage' ? await storedFile(file) : await fileExists(file, signal);
    if (!found) return undefined;
  }
  return files;
}
