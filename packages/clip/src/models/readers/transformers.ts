import { chineseClipImage, chineseClipText } from '../families/chinese-clip.ts';
import { clipImage, clipSimilarity, clipText } from '../families/clip.ts';
import { siglipImage, siglipSimilarity, siglipText } from '../families/siglip.ts';
import type { ImageSpec, ModelSpec, SimilaritySpec, TextSpec } from '../spec.ts';
import { Fields, type Json, record } from './fields.ts';
import { contradiction, unlikeFamily } from './remarks.ts';

/** The part of a spec that a reader determines. The caller adds the rest. */
export type ReadSpec = Pick<ModelSpec, 'image' | 'text' | 'similarity' | 'dimension'> & { remarks: string[] };

/** The JSON files that transformers writes. */
export interface TransformersConfigs {
  /** config.json */
  config: Json;
  /** preprocessor_config.json */
  preprocessor: Json;
  /** tokenizer_config.json */
  tokenizer: Json;
}

/** Pillow's resampling filters by their numbers (Image.Resampling). */
const INTERPOLATIONS: Record<number, ImageSpec['interpolation']> = { 2: 'bilinear', 3: 'bicubic' };

/** Defaults of a transformers family, for repositories that do not state them. */
interface Family {
  name: string;
  image: (size: number) => ImageSpec;
  text: (fields: Fields, configs: TransformersConfigs, remarks: string[]) => TextSpec;
  similarity: SimilaritySpec;
  dimension: (config: Json) => unknown;
}

const clip: Family = {
  name: 'CLIP',
  image: clipImage,
  text: readClipText,
  similarity: clipSimilarity,
  dimension: (config) => config.projection_dim ?? 512,
};

const siglip: Family = {
  name: 'SigLIP',
  image: siglipImage,
  text: (fields, { config, tokenizer }) => ({
    ...siglipText,
    contextLength: fields.length(
      'max_position_embeddings',
      record(config.text_config).max_position_embeddings ?? siglipText.contextLength,
    ),
    padId: padTokenId(fields.model, tokenizer, siglipText.padId),
  }),
  similarity: siglipSimilarity,
  dimension: (config) => record(config.vision_config).hidden_size ?? 768,
};

const chineseClip: Family = {
  name: 'Chinese-CLIP',
  image: chineseClipImage,
  text: readChineseText,
  similarity: clipSimilarity,
  dimension: (config) => config.projection_dim ?? 512,
};

/** By `model_type`. SigLIP 2 with a fixed size is SigLIP with another tokenizer. */
const FAMILIES: Partial<Record<string, Family>> = {
  clip,
  siglip,
  siglip2: siglip,
  chinese_clip: chineseClip,
};

/**
 * Reads transformers' description of a model.
 *
 * Texts are cleaned and crops are rounded as in the family's original code, with which its released
 * checkpoints were trained. A model trained through transformers instead, such as FashionCLIP, differs by a
 * pixel and by ftfy, but nothing in its files says so.
 *
 * @param model The caller's name for the model.
 * @param configs Its files, parsed.
 * @throws ClipError `unsupported-model` or `invalid-model`.
 */
export function readTransformers(model: string, configs: TransformersConfigs): ReadSpec {
  const { config, preprocessor } = configs;
  const fields = new Fields(model, 'config.json');
  const family = FAMILIES[String(config.model_type)];
  if (!family) {
    throw fields.unsupported(
      `is a “${String(config.model_type)}” model, but web-clip supports only CLIP, SigLIP, Chinese-CLIP and open_clip models`,
    );
  }
  const vision = record(config.vision_config);
  if (preprocessor.max_num_patches !== undefined || vision.num_patches !== undefined) {
    throw fields.unsupported('accepts images of any size (NaFlex), but web-clip supports only a fixed size');
  }
  const image = readPreprocessor(model, preprocessor, family.image);
  const remarks = unlikeFamily('preprocessor_config.json', image, family.name, family.image(image.size));
  if (typeof vision.image_size === 'number' && vision.image_size !== image.size) {
    remarks.push(
      contradiction(
        'size',
        ['preprocessor_config.json', image.size],
        ['vision_config of config.json', vision.image_size],
      ),
    );
  }
  return {
    image,
    text: family.text(fields, configs, remarks),
    similarity: readSimilarity(fields, config, family.similarity, remarks),
    dimension: fields.length('projection_dim', family.dimension(config)),
    remarks,
  };
}

/**
 * @param model The caller's name for the model.
 * @param preprocessor preprocessor_config.json, parsed.
 * @param family The defaults of the model's family.
 * @throws ClipError `unsupported-model` or `invalid-model`.
 */
export function readPreprocessor(
  model: string,
  preprocessor: Json,
  family: (size: number) => ImageSpec,
): ImageSpec {
  const fields = new Fields(model, 'preprocessor_config.json');
  const { resize, size } = readSize(fields, preprocessor, family(1).resize);
  const defaults = family(size);
  const interpolation = INTERPOLATIONS[fields.number('resample', preprocessor.resample ?? 3)];
  const rescale = preprocessor.rescale_factor;
  if (
    !interpolation ||
    preprocessor.do_resize === false ||
    preprocessor.do_rescale === false ||
    (typeof rescale === 'number' && Math.abs(rescale * 255 - 1) > 1e-6)
  ) {
    throw fields.unsupported('prepares images in a way that web-clip does not support');
  }
  const normalised = preprocessor.do_normalize !== false;
  return {
    ...defaults,
    resize,
    interpolation,
    mean: normalised ? fields.triple('image_mean', preprocessor.image_mean ?? defaults.mean) : [0, 0, 0],
    std: normalised ? fields.triple('image_std', preprocessor.image_std ?? defaults.std) : [1, 1, 1],
  };
}

/** `size` is a side, a short side, or both sides. The family decides what a single number means. */
function readSize(
  fields: Fields,
  preprocessor: Json,
  usual: ImageSpec['resize'],
): Pick<ImageSpec, 'size' | 'resize'> {
  const { height, width, shortest_edge } = record(preprocessor.size);
  const crops = preprocessor.do_center_crop ?? (usual === 'shortest' || undefined);
  const crop =
    typeof preprocessor.crop_size === 'object'
      ? record(preprocessor.crop_size).height
      : preprocessor.crop_size;
  const squash = height !== undefined || (usual === 'squash' && shortest_edge === undefined);
  const whole =
    height ?? shortest_edge ?? (typeof preprocessor.size === 'object' ? undefined : preprocessor.size);
  const size = fields.length('size', crops ? (crop ?? whole) : whole);
  if (squash && width !== undefined && width !== height) {
    throw fields.unsupported(
      `expects images of ${String(width)} x ${String(height)} pixels, but web-clip supports only square ones`,
    );
  }
  if (crops && whole !== undefined && whole !== size) {
    throw fields.unsupported(
      `resizes images to ${String(whole)} pixels and crops them to ${size}, but web-clip supports only equal sizes`,
    );
  }
  if (!crops && !squash)
    throw fields.unsupported('expects images that are not square, but web-clip supports only square ones');
  return { size, resize: squash ? 'squash' : 'shortest' };
}

function readClipText(
  fields: Fields,
  { config, tokenizer }: TransformersConfigs,
  remarks: string[],
): TextSpec {
  // transformers writes 1e30 for “no limit”.
  const limit = tokenizer.model_max_length;
  const said = typeof limit === 'number' && limit > 1e6 ? undefined : limit;
  if (config.text_config === undefined) {
    remarks.push(
      'config.json does not describe the text encoder. web-clip pads texts to the full length, in case it is not causal.',
    );
    return {
      ...clipText,
      contextLength: fields.length('model_max_length', said ?? clipText.contextLength),
      padTo: 'context',
      padId: 0,
    };
  }
  const text = record(config.text_config);
  const contextLength = fields.length(
    'max_position_embeddings',
    text.max_position_embeddings ?? said ?? clipText.contextLength,
  );
  if (typeof said === 'number' && said < contextLength) {
    remarks.push(
      contradiction('context length', ['config.json', contextLength], ['tokenizer_config.json', said]),
    );
  }
  // Any padding works: the text encoder is causal and pools at the end token, which comes before it.
  return {
    ...clipText,
    contextLength,
    padId: fields.integer('eos_token_id', text.eos_token_id ?? clipText.padId, 0),
  };
}

/** Its BERT supports 512 tokens, but was trained with 52 (cn_clip/clip/utils.py, `tokenize`). */
function readChineseText(fields: Fields, { tokenizer }: TransformersConfigs, remarks: string[]): TextSpec {
  const said = tokenizer.model_max_length;
  const usual = chineseClipText.contextLength;
  const contextLength = typeof said === 'number' ? Math.min(said, usual) : usual;
  if (contextLength !== said && said !== undefined) {
    remarks.push(
      `tokenizer_config.json allows ${String(said)} tokens in a text. web-clip uses ${usual}, because Chinese-CLIP was trained with that.`,
    );
  }
  return {
    ...chineseClipText,
    contextLength: fields.length('model_max_length', contextLength),
    padId: padTokenId(fields.model, tokenizer, chineseClipText.padId),
  };
}

/**
 * transformers' own fields hold the initial values from before training. Some exporters add the checkpoint's
 * `logit_scale` and `logit_bias`.
 */
export function readSimilarity(
  fields: Fields,
  config: Json,
  usual: SimilaritySpec,
  remarks: string[],
): SimilaritySpec {
  const { logit_scale: scale, logit_bias: bias } = config;
  if (scale === undefined && usual.kind === 'sigmoid') {
    remarks.push(
      'The files lack the trained scale and bias. web-clip uses those of SigLIP B/16, so probabilities are approximate.',
    );
  }
  return {
    kind: usual.kind,
    logitScale: scale === undefined ? usual.logitScale : Math.exp(fields.number('logit_scale', scale)),
    logitBias: bias === undefined ? usual.logitBias : fields.number('logit_bias', bias),
  };
}

/** Usual ids of padding tokens. T5's vocabularies c4 and mc4, which SigLIP uses, pad with the end token. */
const USUAL_IDS: Partial<Record<string, number>> = {
  '</s>': 1,
  '<pad>': 0,
  '[PAD]': 0,
  '<|endoftext|>': 49407,
};

/**
 * @param model The caller's name for the model.
 * @param tokenizer tokenizer_config.json, parsed.
 * @param usual The family's id, for a file that names no padding token.
 * @returns The id of the padding token.
 * @throws ClipError `invalid-model` if the id cannot be determined.
 */
export function padTokenId(model: string, tokenizer: Json, usual: number): number {
  // A token is a string, or an object with that string.
  const token = record(tokenizer.pad_token).content ?? tokenizer.pad_token;
  if (token === undefined || token === null) return usual;
  const fields = new Fields(model, 'tokenizer_config.json');
  const text = fields.text('pad_token', token);
  for (const [id, added] of Object.entries(record(tokenizer.added_tokens_decoder))) {
    if (record(added).content === text) return fields.integer('added_tokens_decoder', Number(id), 0);
  }
  const xlmRoberta = String(tokenizer.tokenizer_class).startsWith('XLMRoberta') && text === '<pad>';
  return fields.integer('pad_token', xlmRoberta ? 1 : USUAL_IDS[text], 0);
}
