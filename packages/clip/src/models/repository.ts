import { ClipError } from '../errors.ts';
import { clipImage, clipText } from './families/clip.ts';
import type { ImageSpec, ModelSource, ModelSpec, TextSpec } from './spec.ts';

/** The JSON files of a repository that say what its model needs. */
export interface RepositoryConfigs {
  /** config.json */
  config: Record<string, unknown>;
  /** preprocessor_config.json */
  preprocessor: Record<string, unknown>;
  /** tokenizer_config.json */
  tokenizer: Record<string, unknown>;
}

/** Pillow's resampling filters by their numbers (Image.Resampling). */
const INTERPOLATIONS: Record<number, ImageSpec['interpolation']> = { 2: 'bilinear', 3: 'bicubic' };

/**
 * Reads a model's needs from its repository, for a model that the registry does not know.
 *
 * @param id What the caller named the model.
 * @param source Where its files are.
 * @param configs The repository's JSON files, parsed.
 * @returns A spec without `files`: which there are, the host has to be asked.
 * @throws ClipError `unsupported-model` for a model that is not in CLIP's family, `invalid-model`
 *   where a field is missing or makes no sense.
 */
export function specFromRepository(id: string, source: ModelSource, configs: RepositoryConfigs): ModelSpec {
  const { config, preprocessor, tokenizer } = configs;
  if (config.model_type !== 'clip') {
    throw new ClipError(
      'unsupported-model',
      `${id} is a “${String(config.model_type)}” model; web-clip runs CLIP models. Choose another one.`,
    );
  }
  return {
    id,
    name: id,
    source,
    image: imageSpec(id, preprocessor),
    text: textSpec(id, record(config.text_config), tokenizer),
    similarity: {
      kind: 'softmax',
      // transformers' configs give only the value before training (2.66); CLIP's training clips the
      // scale at 100, where it ends up.
      logitScale:
        config.logit_scale === undefined ? 100 : Math.exp(number(id, 'logit_scale', config.logit_scale)),
      logitBias: 0,
    },
    dimension: number(id, 'projection_dim', config.projection_dim ?? 512),
    files: {},
  };
}

function imageSpec(id: string, preprocessor: Record<string, unknown>): ImageSpec {
  const crop = preprocessor.crop_size;
  const size = number(id, 'crop_size', typeof crop === 'object' ? record(crop).height : crop);
  const interpolation = INTERPOLATIONS[number(id, 'resample', preprocessor.resample ?? 3)];
  if (!interpolation || preprocessor.do_resize === false || preprocessor.do_center_crop === false) {
    throw new ClipError(
      'unsupported-model',
      `${id} prepares pictures in a way that web-clip does not know. Choose another model.`,
    );
  }
  const shortest = record(preprocessor.size).shortest_edge ?? preprocessor.size;
  if (shortest !== undefined && shortest !== size) {
    throw new ClipError(
      'unsupported-model',
      `${id} resizes pictures to ${String(shortest)} and crops them to ${size}; web-clip runs models where both are the same.`,
    );
  }
  const defaults = clipImage(size);
  const normalised = preprocessor.do_normalize !== false;
  return {
    ...defaults,
    interpolation,
    mean: normalised ? triple(id, 'image_mean', preprocessor.image_mean ?? defaults.mean) : [0, 0, 0],
    std: normalised ? triple(id, 'image_std', preprocessor.image_std ?? defaults.std) : [1, 1, 1],
  };
}

function textSpec(id: string, config: Record<string, unknown>, tokenizer: Record<string, unknown>): TextSpec {
  const length = config.max_position_embeddings ?? tokenizer.model_max_length ?? clipText.contextLength;
  return {
    ...clipText,
    contextLength: number(id, 'max_position_embeddings', length),
    // Any id does: the tower is causal, and pools at the end token before it.
    padId: number(id, 'eos_token_id', config.eos_token_id ?? clipText.padId),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function number(id: string, field: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new ClipError('invalid-model', `${id} says nothing usable about “${field}”. Choose another model.`);
}

function triple(id: string, field: string, value: unknown): [number, number, number] {
  const [a, b, c] = Array.isArray(value) ? value : [];
  return [number(id, field, a), number(id, field, b), number(id, field, c)];
}
