import { describe, expect, it } from 'vitest';
import { clipImage, clipText } from './families/clip.ts';
import { type RepositoryConfigs, specFromRepository } from './repository.ts';
import type { ModelSource } from './spec.ts';

const source: ModelSource = { kind: 'repository', repository: 'someone/some-clip', revision: 'main' };
const read = (configs: Partial<RepositoryConfigs>) =>
  specFromRepository('someone/some-clip', source, {
    config: { model_type: 'clip', projection_dim: 512 },
    preprocessor: { crop_size: 224, size: 224 },
    tokenizer: {},
    ...configs,
  });

describe('specFromRepository', () => {
  it('takes CLIP’s own preparation where a repository says nothing', () => {
    expect(read({})).toMatchObject({
      image: clipImage(224),
      text: clipText,
      similarity: { kind: 'softmax', logitScale: 100, logitBias: 0 },
      dimension: 512,
    });
  });

  it('takes the repository’s word', () => {
    const spec = read({
      config: {
        model_type: 'clip',
        projection_dim: 640,
        logit_scale: Math.log(50),
        text_config: { max_position_embeddings: 32, eos_token_id: 5 },
      },
      preprocessor: {
        resample: 2,
        crop_size: { width: 256, height: 256 },
        size: { shortest_edge: 256 },
        do_normalize: false,
      },
    });
    expect(spec).toMatchObject({
      image: { size: 256, interpolation: 'bilinear', mean: [0, 0, 0], std: [1, 1, 1] },
      text: { contextLength: 32, padId: 5 },
      dimension: 640,
    });
    expect(spec.similarity.logitScale).toBeCloseTo(50);
  });

  it.each([
    ['another kind of model', { config: { model_type: 'bert' } }, 'unsupported-model'],
    [
      'a picture that is resized and cropped differently',
      { preprocessor: { crop_size: 224, size: 256 } },
      'unsupported-model',
    ],
    ['an unknown filter', { preprocessor: { crop_size: 224, resample: 1 } }, 'unsupported-model'],
    ['no size', { preprocessor: {} }, 'invalid-model'],
    ['a broken mean', { preprocessor: { crop_size: 224, image_mean: [0.5] } }, 'invalid-model'],
  ] as const)('refuses %s', (_, configs, code) => {
    expect(() => read(configs)).toThrow(expect.objectContaining({ code }));
  });
});
