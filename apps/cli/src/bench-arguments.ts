import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { type Settings, settingsOf } from '@web-clip/bench/settings';

/** Printed if the arguments are invalid. */
export const USAGE = `npm run bench -- [--photos DIR] [--model ID|DIR] [--device webgpu|wasm] [--dtype T]
                 [--suite LIST] [--peer transformers.js] [--runs N] [--count N] [--json]

  --photos DIR   measures with these photos; by default some are generated
  --model M      pocket (the bundled one), owner/name of a repository, a URL, or a folder in that layout
  --device D     webgpu or wasm; automatic by default
  --dtype T      number format of the model’s files: fp32, fp16, q8, q4f16, …; automatic by default
  --suite LIST   one or more of index, text, search, start, query, memory, growth, groups, first-visit; the first four by default
  --peer NAME    transformers.js: measures it too, with the same photos, model files and browser
  --runs N       runs of each measurement, of which the median counts; 5 by default
  --count N      most photos for memory (10000 by default), growth and groups (100000 by default)
  --json         one JSON object instead of tables`;

/** Parsed arguments of the command. */
export interface BenchArguments {
  /** Without `photos` and `report`. `model` is an id if `modelFolder` is absent. */
  settings: Settings;
  modelFolder?: string;
  photos?: { folder: string; files: readonly string[] };
  json: boolean;
}

const PHOTOS = /\.(jpe?g|png|webp|avif|gif|heic|heif)$/i;

/**
 * @param args The command-line arguments.
 * @param directory The folder that paths are relative to.
 * @throws Error that says what is wrong with the arguments.
 */
export function benchArguments(args: readonly string[], directory: string): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      photos: { type: 'string' },
      model: { type: 'string' },
      device: { type: 'string' },
      dtype: { type: 'string' },
      suite: { type: 'string' },
      peer: { type: 'string' },
      runs: { type: 'string' },
      count: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { photos, json, suite, peer, ...rest } = values;
  if (peer !== undefined && peer !== 'transformers.js')
    throw new Error(`--peer is ${peer}, but must be transformers.js.`);
  const query = new URLSearchParams(rest as Record<string, string>);
  if (suite !== undefined) query.set('run', suite);
  if (peer) query.set('peer', '1');
  const settings = settingsOf(query);
  const modelFolder = resolve(directory, settings.model);
  return {
    settings,
    json,
    ...(isFolder(modelFolder) && { modelFolder: withConfig(modelFolder) }),
    ...(photos !== undefined && { photos: photosIn(resolve(directory, photos)) }),
  };
}

function withConfig(folder: string): string {
  if (['config.json', 'open_clip_config.json'].some((name) => existsSync(join(folder, name)))) return folder;
  throw new Error(`${folder} is not a model folder: it has no config.json.`);
}

function photosIn(folder: string): { folder: string; files: string[] } {
  if (!isFolder(folder)) throw new Error(`There is no folder ${folder}.`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && PHOTOS.test(entry.name))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .sort();
  if (files.length === 0) throw new Error(`There are no photos in ${folder}.`);
  return { folder, files };
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
