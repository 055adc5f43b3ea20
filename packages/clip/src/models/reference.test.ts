import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json } from './readers/fields.ts';
import { registry } from './registry.ts';
import { specFromRepository } from './resolve.ts';

/** Tiny models of every family with results of the reference libraries. They are not part of the project. */
const PACKS = join(process.env.WEB_CLIP_SHARED ?? '/nowhere', 'reference');

/** The text_cfg of open_clip's model of this kind (src/open_clip/model_configs), and its preprocessing. */
const OPEN_CLIP: Record<string, Json> = {
  siglip: {
    model_cfg: {
      embed_dim: 48,
      init_logit_bias: -10,
      vision_cfg: { image_size: 224 },
      text_cfg: {
        context_length: 64,
        hf_tokenizer_name: 'timm/ViT-B-16-SigLIP',
        tokenizer_kwargs: { clean: 'canonicalize' },
        no_causal_mask: true,
        pool_type: 'last',
      },
    },
    preprocess_cfg: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], resize_mode: 'squash' },
  },
  'biomed-clip': {
    model_cfg: {
      embed_dim: 32,
      vision_cfg: { image_size: 224, timm_model_name: 'vit_base_patch16_224' },
      text_cfg: {
        hf_model_name: 'microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract',
        hf_tokenizer_name: 'microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract',
        hf_proj_type: 'mlp',
        hf_pooler_type: 'cls_last_hidden_state_pooler',
        context_length: 256,
      },
    },
    preprocess_cfg: {
      mean: [0.48145466, 0.4578275, 0.40821073],
      std: [0.26862954, 0.26130258, 0.27577711],
    },
  },
  mobileclip: {
    model_cfg: {
      embed_dim: 32,
      vision_cfg: { image_size: 256, timm_model_name: 'fastvit_mci0' },
      text_cfg: { context_length: 77, vocab_size: 49408, no_causal_mask: true },
    },
    preprocess_cfg: { mean: [0, 0, 0], std: [1, 1, 1], interpolation: 'bilinear' },
  },
};

/** FashionCLIP was trained through transformers. Its files do not say so, but the registry knows. */
const UNTOLD: Record<string, Json> = { 'fashion-clip': { clean: 'clip' } };

/** The registry record with the same preprocessing. */
const RECORDS: Record<string, string> = {
  'openai-clip': 'Xenova/clip-vit-base-patch32',
  'openclip-laion': 'laion/CLIP-ViT-B-32-laion2B-s34B-b79K',
  'openclip-l14': 'laion/CLIP-ViT-L-14-laion2B-s32B-b82K',
  siglip: 'Xenova/siglip-base-patch16-224',
  siglip2: 'onnx-community/siglip2-base-patch16-256-ONNX',
  'eva02-clip': 'timm/eva02_base_patch16_clip_224.merged2b_s8b_b131k',
  'chinese-clip': 'OFA-Sys/chinese-clip-vit-base-patch16',
  'fashion-clip': 'patrickjohncyh/fashion-clip',
  'biomed-clip': 'microsoft/BiomedCLIP-PubMedBERT_256-vit_base_patch16_224',
  mobileclip: 'Xenova/mobileclip_s0',
};

const json = (path: string): Json => JSON.parse(readFileSync(join(PACKS, path), 'utf8'));

describe.skipIf(!existsSync(PACKS)).each(Object.keys(RECORDS))('the reference pack %s', (family) => {
  const spec = (): Record<string, Json> & { dimension: number } =>
    json(`${family}/manifest.json`).spec as Record<string, Json> & { dimension: number };

  it('yields the spec in its manifest', () => {
    const { image, text, dimension } = spec();
    const openClip = OPEN_CLIP[family];
    const read = specFromRepository(
      family,
      { kind: 'folder', url: 'https://example.org/' },
      {
        config: json(`${family}/model/config.json`),
        preprocessor: json(`${family}/model/preprocessor_config.json`),
        tokenizer: json(`${family}/model/tokenizer_config.json`),
        ...(openClip && { openClip }),
      },
    );
    expect({ ...read.image, ...read.text, dimension: read.dimension }).toMatchObject({
      ...pick(image, ['size', 'resize', 'interpolation', 'mean', 'std']),
      ...pick(text, ['contextLength', 'clean']),
      dimension,
      ...UNTOLD[family],
    });
    // Padding is omitted where it has no effect: with a mask, or after the end token of a causal model.
    expect(read.text.padTo).toBe(text?.causal || text?.attentionMask ? 'longest' : 'context');
    if (read.text.padTo === 'context') expect(read.text.padId).toBe(text?.padId);
  });

  it('uses the same preprocessing as the registry’s record of its family', () => {
    const { image, text, similarity } = spec();
    const known = registry.get(RECORDS[family] as string);
    expect({ ...known?.image, ...known?.text, kind: known?.similarity.kind }).toMatchObject({
      ...pick(image, ['size', 'resize', 'interpolation', 'mean', 'std']),
      ...pick(text, ['contextLength', 'clean']),
      // Without a crop, its rounding is not stated.
      ...(image && 'cropOffset' in image && pick(image, ['cropOffset'])),
      ...pick(similarity, ['kind']),
    });
    if (known?.text.padTo === 'context') expect(known.text.padId).toBe(text?.padId);
  });
});

function pick(object: Json | undefined, fields: readonly string[]): Json {
  return Object.fromEntries(fields.map((field) => [field, object?.[field]]));
}
