import { clipImage, clipSimilarity } from '../families/clip.ts';
import { siglipImage, siglipSimilarity } from '../families/siglip.ts';
import type { ImageSpec, TextSpec } from '../spec.ts';
import { Fields, type Json, record } from './fields.ts';
import { contradiction, contradictions, unlikeFamily } from './remarks.ts';
import {
  padTokenId,
  type ReadSpec,
  readPreprocessor,
  readSimilarity,
  type TransformersConfigs,
} from './transformers.ts';

const FILE = 'open_clip_config.json';

/** open_clip's names for its cleaning functions (tokenizer.py, `get_clean_fn`). */
const CLEAN: Partial<Record<string, TextSpec['clean']>> = {
  lower: 'clip',
  whitespace: 'bert',
  canonicalize: 'canonicalize',
};

/**
 * Reads open_clip's description of a model. The library itself reads this file, so it takes precedence over
 * transformers' files, which such repositories often have too.
 *
 * @param model The caller's name for the model.
 * @param openClip open_clip_config.json, parsed.
 * @param others Those of transformers' files that exist.
 * @throws ClipError `unsupported-model` or `invalid-model`.
 */
export function readOpenClip(model: string, openClip: Json, others: Partial<TransformersConfigs>): ReadSpec {
  const fields = new Fields(model, FILE);
  const config = fields.object('model_cfg', openClip.model_cfg);
  const text = fields.object('text_cfg', config.text_cfg);
  if (config.multimodal_cfg !== undefined || text.tokenizer_mode) {
    throw fields.unsupported('is a kind of open_clip model that web-clip does not support');
  }
  const siglip = config.init_logit_bias !== undefined && config.init_logit_bias !== null;
  const usual = siglip ? siglipImage : clipImage;
  const image = readImage(fields, config, record(openClip.preprocess_cfg));
  const remarks = unlikeFamily(FILE, image, siglip ? 'SigLIP' : 'CLIP', usual(image.size));
  const dimension = fields.length('embed_dim', config.embed_dim);
  const read: ReadSpec = {
    image,
    text: readText(fields, text, others.tokenizer ?? {}),
    similarity: readSimilarity(
      new Fields(model, 'config.json'),
      others.config ?? {},
      siglip ? siglipSimilarity : clipSimilarity,
      remarks,
    ),
    dimension,
    remarks,
  };
  remarks.push(...unlikeTransformers(model, read, others, usual));
  return read;
}

/** https://github.com/mlfoundations/open_clip, transform.py, `PreprocessCfg`, whose defaults are CLIP's. */
function readImage(fields: Fields, config: Json, preprocess: Json): ImageSpec {
  // The library takes the size from the model and ignores the one in preprocess_cfg.
  const said = record(config.vision_cfg).image_size ?? 224;
  const [height, width] = Array.isArray(said) ? said : [said, said];
  const size = fields.length('image_size', height);
  if (width !== height) {
    throw fields.unsupported(
      `expects images of ${String(width)} x ${size} pixels, but web-clip supports only square ones`,
    );
  }
  const { mean, std, interpolation = 'bicubic', resize_mode: resize = 'shortest' } = preprocess;
  if (resize === 'longest' || (interpolation !== 'bicubic' && interpolation !== 'bilinear')) {
    throw fields.unsupported('prepares images in a way that web-clip does not support');
  }
  const defaults = clipImage(size);
  return {
    ...defaults,
    resize: fields.choice('resize_mode', resize, ['shortest', 'squash']),
    interpolation,
    mean: fields.triple('mean', mean ?? defaults.mean),
    std: fields.triple('std', std ?? defaults.std),
  };
}

/** https://github.com/mlfoundations/open_clip, factory.py, `get_tokenizer`, and model.py, `CLIPTextCfg`. */
function readText(fields: Fields, text: Json, tokenizer: Json): TextSpec {
  const options = record(text.tokenizer_kwargs);
  const ownTokenizer = !text.hf_tokenizer_name;
  const clean = CLEAN[String(options.clean ?? (ownTokenizer ? 'lower' : 'whitespace'))];
  if (!clean || options.strip_sep_token) {
    throw fields.unsupported('prepares texts in a way that web-clip does not support');
  }
  // Padding has no effect in causal models that pool at the end token, or with an attention mask.
  const masked = Boolean(text.hf_model_name);
  const causal = !text.no_causal_mask && (text.pool_type ?? 'argmax') === 'argmax';
  return {
    contextLength: fields.length('context_length', text.context_length ?? 77),
    padTo: masked || causal ? 'longest' : 'context',
    padId: ownTokenizer ? 0 : padTokenId(fields.model, tokenizer, 0),
    clean,
  };
}

/** Lists where transformers' files differ. They are not needed, so broken ones are ignored. */
function unlikeTransformers(
  model: string,
  { image, text, dimension }: ReadSpec,
  { config, preprocessor }: Partial<TransformersConfigs>,
  family: (size: number) => ImageSpec,
): string[] {
  const remarks: string[] = [];
  if (preprocessor) {
    try {
      const other = readPreprocessor(model, preprocessor, family);
      remarks.push(...contradictions([FILE, image], ['preprocessor_config.json', other]));
    } catch {
      remarks.push(`web-clip cannot read preprocessor_config.json and uses ${FILE} instead.`);
    }
  }
  const length = record(config?.text_config).max_position_embeddings;
  const projection = config?.projection_dim;
  for (const [field, taken, other] of [
    // A BERT supports longer texts than it was trained with.
    ['context length', text.contextLength, text.clean === 'bert' ? undefined : length],
    ['dimension', dimension, projection],
  ]) {
    if (typeof other === 'number' && other !== taken) {
      remarks.push(contradiction(String(field), [FILE, taken], ['config.json', other]));
    }
  }
  return remarks;
}
