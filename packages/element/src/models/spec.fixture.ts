import type { ModelCard, ModelSpec } from '@web-clip/clip';

/**
 * A minimal model for tests, with only what code on the page needs.
 *
 * @param id Its id and name.
 * @param megabytes Size of its q8 files.
 * @param about Overrides for its card.
 */
export function spec(id: string, megabytes: number, about: Partial<ModelCard> = {}): ModelSpec {
  return {
    id,
    name: id,
    source: { kind: 'repository', repository: id, revision: 'main' },
    image: {
      size: 224,
      resize: 'shortest',
      interpolation: 'bicubic',
      cropOffset: 'half-even',
      mean: [0, 0, 0],
      std: [1, 1, 1],
    },
    text: { contextLength: 77, padTo: 'longest', padId: 0, clean: 'clip' },
    similarity: { kind: 'softmax', logitScale: 100, logitBias: 0 },
    dimension: 512,
    files: { q8: { vision: 'vision.onnx', text: 'text.onnx', bytes: megabytes * 1e6 } },
    about: {
      license: 'MIT',
      trainedOn: 'pictures',
      languages: ['en'],
      intendedUse: 'Photo search.',
      knownLimits: 'Some.',
      ...about,
    },
  };
}
