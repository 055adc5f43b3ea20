import type { ModelSource } from '@web-clip/weights';
import { describe, expect, it } from 'vitest';
import { clipImage, clipText } from './families/clip.ts';
import { siglip2Text, siglipImage, siglipText } from './families/siglip.ts';
import { type RepositoryConfigs, specFromRepository } from './resolve.ts';

const source: ModelSource = { kind: 'repository', repository: 'someone/some-clip', revision: 'main' };
const read = (configs: Partial<RepositoryConfigs>) =>
  specFromRepository('someone/some-clip', source, {
    config: { model_type: 'clip', projection_dim: 512, text_config: {} },
    preprocessor: { crop_size: 224, size: 224 },
    tokenizer: {},
    ...configs,
  });

describe('a transformers repository', () => {
  it('uses CLIP’s preprocessing where the files state none', () => {
    const spec = read({});
    expect(spec).toMatchObject({
      image: clipImage(224),
      text: clipText,
      similarity: { kind: 'softmax', logitScale: 100, logitBias: 0 },
      dimension: 512,
    });
    expect(spec.remarks).toBeUndefined();
  });

  it('follows the files, and remarks on unusual values', () => {
    const spec = read({
      config: {
        model_type: 'clip',
        projection_dim: 640,
        logit_scale: Math.log(50),
        text_config: { max_position_embeddings: 32, eos_token_id: 5 },
        vision_config: { image_size: 224 },
      },
      preprocessor: {
        resample: 2,
        crop_size: { width: 256, height: 256 },
        size: { shortest_edge: 256 },
        do_normalize: false,
      },
      tokenizer: { model_max_length: 16 },
    });
    expect(spec).toMatchObject({
      image: { size: 256, interpolation: 'bilinear', mean: [0, 0, 0], std: [1, 1, 1] },
      text: { contextLength: 32, padId: 5 },
      dimension: 640,
    });
    expect(spec.similarity.logitScale).toBeCloseTo(50);
    expect(spec.remarks).toEqual([
      'web-clip uses interpolation bilinear from preprocessor_config.json; other CLIP models have bicubic.',
      'web-clip uses mean 0 0 0 from preprocessor_config.json; other CLIP models have 0.48145466 0.4578275 0.40821073.',
      'web-clip uses std 1 1 1 from preprocessor_config.json; other CLIP models have 0.26862954 0.26130258 0.27577711.',
      'web-clip uses size 256 from preprocessor_config.json; vision_config of config.json says 224.',
      'web-clip uses context length 32 from config.json; tokenizer_config.json says 16.',
    ]);
  });

  it('pads texts fully if the files do not describe the text encoder, as MobileCLIP needs', () => {
    const spec = read({ config: { model_type: 'clip' } });
    expect(spec.text).toEqual({ contextLength: 77, padTo: 'context', padId: 0, clean: 'clip' });
    expect(spec.remarks).toHaveLength(1);
  });

  // From Xenova/siglip-base-patch16-224.
  const siglip = {
    config: { model_type: 'siglip', text_config: { hidden_size: 768 }, vision_config: { patch_size: 16 } },
    preprocessor: {
      image_processor_type: 'SiglipImageProcessor',
      image_mean: [0.5, 0.5, 0.5],
      image_std: [0.5, 0.5, 0.5],
      resample: 3,
      rescale_factor: 0.00392156862745098,
      size: { height: 224, width: 224 },
    },
    tokenizer: { pad_token: '</s>', model_max_length: 64, tokenizer_class: 'SiglipTokenizer' },
  };

  it('reads a SigLIP model', () => {
    const spec = read(siglip);
    expect(spec).toMatchObject({ image: siglipImage(224), text: siglipText, dimension: 768 });
    expect(spec.similarity.kind).toBe('sigmoid');
    expect(spec.remarks).toEqual([
      'The files lack the trained scale and bias. web-clip uses those of SigLIP B/16, so probabilities are approximate.',
    ]);
    const trained = read({ ...siglip, config: { ...siglip.config, logit_scale: 4.7, logit_bias: -16 } });
    expect(trained.similarity.logitScale).toBeCloseTo(Math.exp(4.7));
    expect(trained.similarity.logitBias).toBe(-16);
    expect(trained.remarks).toBeUndefined();
  });

  it('reads a SigLIP 2 model with a fixed size, and rejects NaFlex', () => {
    // From onnx-community/siglip2-base-patch16-256-ONNX, which resizes differently from open_clip.
    const siglip2 = {
      config: { model_type: 'siglip', vision_config: { hidden_size: 768, image_size: 256 } },
      preprocessor: { ...siglip.preprocessor, resample: 2, size: { height: 256, width: 256 } },
      tokenizer: {
        pad_token: '<pad>',
        tokenizer_class: 'GemmaTokenizer',
        added_tokens_decoder: { 0: { content: '<pad>' }, 1: { content: '<eos>' } },
      },
    };
    const spec = read(siglip2);
    expect(spec).toMatchObject({
      image: { ...siglipImage(256), interpolation: 'bilinear' },
      text: siglip2Text,
    });
    expect(spec.remarks?.[0]).toContain('bilinear');
    const naflex = { preprocessor: { ...siglip2.preprocessor, max_num_patches: 256, patch_size: 16 } };
    expect(() => read({ ...siglip2, ...naflex })).toThrow(
      expect.objectContaining({ code: 'unsupported-model', message: expect.stringContaining('NaFlex') }),
    );
  });

  it('reads a Chinese-CLIP model, with the context length of its training', () => {
    const spec = read({
      config: {
        model_type: 'chinese_clip',
        projection_dim: 512,
        text_config: { max_position_embeddings: 512 },
      },
      preprocessor: { do_center_crop: false, resample: 3, size: { height: 224, width: 224 } },
      tokenizer: { pad_token: '[PAD]', model_max_length: 512 },
    });
    expect(spec).toMatchObject({
      image: { size: 224, resize: 'squash' },
      text: { contextLength: 52, padId: 0, clean: 'none' },
    });
    expect(spec.remarks).toHaveLength(1);
  });

  it.each([
    ['another kind of model', { config: { model_type: 'bert' } }, 'unsupported-model'],
    [
      'different sizes for resizing and cropping',
      { preprocessor: { crop_size: 224, size: 256 } },
      'unsupported-model',
    ],
    ['an unknown filter', { preprocessor: { crop_size: 224, resample: 1 } }, 'unsupported-model'],
    ['another range of values', { preprocessor: { crop_size: 224, rescale_factor: 1 } }, 'unsupported-model'],
    ['a missing crop', { preprocessor: { size: 224, do_center_crop: false } }, 'unsupported-model'],
    ['an oblong image', { preprocessor: { size: { height: 224, width: 112 } } }, 'unsupported-model'],
    ['a missing size', { preprocessor: {} }, 'invalid-model'],
    ['a missing preprocessor_config.json', { preprocessor: undefined }, 'invalid-model'],
    ['a broken mean', { preprocessor: { crop_size: 224, image_mean: [0.5] } }, 'invalid-model'],
  ] as const)('is rejected for %s', (_, configs, code) => {
    expect(() => read(configs as Partial<RepositoryConfigs>)).toThrow(expect.objectContaining({ code }));
  });
});

describe('an open_clip repository', () => {
  const laion = {
    model_cfg: {
      embed_dim: 768,
      vision_cfg: { image_size: 224 },
      text_cfg: { context_length: 77, vocab_size: 49408, width: 768 },
    },
    preprocess_cfg: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  };

  it('needs no other file than the tokenizer’s', () => {
    const spec = read({ config: undefined, preprocessor: undefined, openClip: laion });
    expect(spec).toMatchObject({
      image: { ...clipImage(224), mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
      text: { contextLength: 77, padTo: 'longest', padId: 0, clean: 'clip' },
      similarity: { kind: 'softmax' },
      dimension: 768,
    });
  });

  it('takes precedence over transformers’ files, and remarks on differences', () => {
    const spec = read({
      openClip: laion,
      config: { model_type: 'clip', projection_dim: 512 },
      preprocessor: {
        crop_size: 224,
        size: 224,
        image_mean: [0.48145466, 0.4578275, 0.40821073],
        image_std: [0.26862954, 0.26130258, 0.27577711],
      },
    });
    expect(spec.image.mean).toEqual([0.5, 0.5, 0.5]);
    expect(spec.remarks).toEqual([
      'web-clip uses mean 0.5 0.5 0.5 from open_clip_config.json; other CLIP models have 0.48145466 0.4578275 0.40821073.',
      'web-clip uses std 0.5 0.5 0.5 from open_clip_config.json; other CLIP models have 0.26862954 0.26130258 0.27577711.',
      'web-clip uses mean 0.5 0.5 0.5 from open_clip_config.json; preprocessor_config.json says 0.48145466 0.4578275 0.40821073.',
      'web-clip uses std 0.5 0.5 0.5 from open_clip_config.json; preprocessor_config.json says 0.26862954 0.26130258 0.27577711.',
      'web-clip uses dimension 768 from open_clip_config.json; config.json says 512.',
    ]);
    const unreadable = read({ openClip: laion, preprocessor: { size: 224, resample: 99 } });
    expect(unreadable.remarks).toContain(
      'web-clip cannot read preprocessor_config.json and uses open_clip_config.json instead.',
    );
  });

  const openClip = (text: object, rest: object = {}) => ({
    openClip: {
      model_cfg: { embed_dim: 512, vision_cfg: { image_size: 256 }, text_cfg: text, ...rest },
      preprocess_cfg: {},
    },
  });

  it.each([
    [
      'an encoder that is not causal',
      { no_causal_mask: true },
      { padTo: 'context', clean: 'clip', padId: 0 },
    ],
    [
      'a BERT',
      { hf_model_name: 'bert', hf_tokenizer_name: 'bert', context_length: 256 },
      { padTo: 'longest', clean: 'bert', contextLength: 256 },
    ],
    [
      'SigLIP',
      {
        hf_tokenizer_name: 'timm/ViT-B-16-SigLIP',
        tokenizer_kwargs: { clean: 'canonicalize' },
        no_causal_mask: true,
        pool_type: 'last',
      },
      { padTo: 'context', clean: 'canonicalize' },
    ],
  ])('prepares texts for %s', (_, text, expected) => {
    expect(read(openClip(text)).text).toMatchObject(expected);
  });

  it.each([
    ['an unknown cleaning', openClip({ tokenizer_kwargs: { clean: 'upper' } }), 'unsupported-model'],
    ['CoCa', openClip({}, { multimodal_cfg: {} }), 'unsupported-model'],
    ['a missing text_cfg', { openClip: { model_cfg: { embed_dim: 512 } } }, 'invalid-model'],
    ['a missing embed_dim', openClip({}, { embed_dim: null }), 'invalid-model'],
    ['an oblong image', openClip({}, { vision_cfg: { image_size: [224, 112] } }), 'unsupported-model'],
    [
      'a border around the image',
      { openClip: { ...laion, preprocess_cfg: { resize_mode: 'longest' } } },
      'unsupported-model',
    ],
  ] as const)('is rejected for %s', (_, configs, code) => {
    expect(() => read(configs as Partial<RepositoryConfigs>)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the padding token', () => {
  const padId = (tokenizer: Record<string, unknown>) =>
    read({
      config: { model_type: 'siglip' },
      preprocessor: { size: { height: 224, width: 224 } },
      tokenizer,
    }).text.padId;

  it.each([
    [{}, 1],
    [{ pad_token: { content: '</s>' } }, 1],
    [{ pad_token: '<pad>', tokenizer_class: 'XLMRobertaTokenizer' }, 1],
    [{ pad_token: '<nothing>', added_tokens_decoder: { 7: { content: '<nothing>' } } }, 7],
  ])('of %j is %i', (tokenizer, id) => {
    expect(padId(tokenizer)).toBe(id);
  });

  it('is an error if it cannot be determined', () => {
    expect(() => padId({ pad_token: '<nothing>' })).toThrow(
      expect.objectContaining({ code: 'invalid-model' }),
    );
  });
});
