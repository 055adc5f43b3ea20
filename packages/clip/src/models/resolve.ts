import { ClipError, isClipError } from '../errors.ts';
import { HUGGING_FACE, type WeightBases, type WeightFile, weightFile } from '../weights/locate.ts';
import { storedFile } from '../weights/store.ts';
import { type DownloadOptions, fileExists, fileJson, optionalJson } from '../weights/weights.ts';
import type { Json } from './readers/fields.ts';
import { differences } from './readers/remarks.ts';
import { readWebClip, WEB_CLIP_JSON } from './readers/web-clip.ts';
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
 * @throws ClipError `unknown-model`, `unsupported-model`, `invalid-model`, and those of {@link fileJson}.
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

/** A model of which the user's own host has the files. What lies there counts; the registry adds its card. */
async function resolveExport(
  known: ModelSpec,
  bases: WeightBases,
  options: DownloadOptions,
): Promise<ModelSpec> {
  const howTo = `Nobody publishes files of ${known.name} that web-clip runs. Make them as packages/clip/export/README.md says, put them on a host of your own as ${known.id}/resolve/main/, and name that host in weights.host.`;
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
    throw new ClipError('unsupported-model', `${bases.host} has no ${known.id}. ${howTo}`, { cause: error });
  }
}

/** web-clip's own file if the folder has it, else what open_clip and transformers say of the model. */
async function readFolder(
  model: string,
  source: ModelSource,
  bases: WeightBases,
  options: DownloadOptions,
): Promise<ModelSpec> {
  const file = (path: string): WeightFile => weightFile({ id: model, source }, bases, path);
  const isStored = async (path: string): Promise<boolean> => (await storedFile(file(path))) !== undefined;
  // tokenizer_config.json is fetched last: with it and a config, every file that there is has been stored,
  // and the host is not asked for the others again.
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
      `There is neither ${WEB_CLIP_JSON} nor config.json nor open_clip_config.json in ${file('').url}. Check the model’s name, and where web-clip’s assets are.`,
    );
  }
  const tokenizer = await fileJson(file('tokenizer_config.json'), options);
  return specFromRepository(model, source, { config, openClip, preprocessor, tokenizer });
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
 * @returns The model's files of this format, or undefined. A spec that lists its files is believed of its host.
 * @throws ClipError `download-failed` if the host does not answer.
 */
export async function filesOf(
  spec: ModelSpec,
  dtype: Dtype,
  where: 'storage' | 'host',
  bases: WeightBases,
  signal: AbortSignal | undefined,
): Promise<TowerFiles | undefined> {
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
