import { describe, expect, it } from 'vitest';
import {
  createClip,
  type Embeddings,
  ensemble,
  probabilities,
  prompts,
  registry,
  row,
  similarity,
} from './index.ts';

const invalid = (message: string) => expect.objectContaining({ code: 'invalid-argument', message });
const any = <T>(value: unknown): T => value as T;

describe('createClip', () => {
  it.each([
    [null, 'The options of createClip() must be an object such as { model: … }, but are null.'],
    ['pocket', 'The options of createClip() must be an object such as { model: … }, but are “pocket”.'],
    [{ devise: 'wasm' }, 'createClip() has no option “devise”. Did you mean “device”?'],
    [
      { pipeline: 'x' },
      'createClip() has no option “pipeline”. It has model, device, dtype, exact, crossOrigin, worker, weights, signal, onProgress.',
    ],
    [
      { model: 42 },
      'The option “model” of createClip() must be the id of a model, “owner/name” of a repository, the URL of a folder, or a ModelSpec, but is 42.',
    ],
    [
      { model: '' },
      'The option “model” of createClip() must be the id of a model, “owner/name” of a repository, the URL of a folder, or a ModelSpec, but is “”.',
    ],
    [
      { model: new URL('https://example.com/model/') },
      'The option “model” of createClip() must be the id of a model, “owner/name” of a repository, the URL of a folder, or a ModelSpec, but is a URL.',
    ],
    [
      { model: {} },
      'The model is a plain object without id, source, image, text, similarity, dimension, files. Pass an id such as “pocket”, or a complete ModelSpec; the registry has examples.',
    ],
    [
      { model: { ...registry.get('pocket'), image: undefined } },
      'The model is a plain object without image. Pass an id such as “pocket”, or a complete ModelSpec; the registry has examples.',
    ],
    [{ device: 'gpu' }, 'The option “device” of createClip() must be auto, webgpu or wasm, but is “gpu”.'],
    [
      { dtype: 'int4' },
      'The option “dtype” of createClip() must be fp32, fp16, q8, int8, uint8, q4, q4f16 or q8f16, but is “int4”.',
    ],
    [{ exact: 1 }, 'The option “exact” of createClip() must be true or false, but is 1.'],
    [
      { signal: {} },
      'The option “signal” of createClip() must be an AbortSignal, such as controller.signal, but is a plain object.',
    ],
    [
      { onProgress: {} },
      'The option “onProgress” of createClip() must be a function, but is a plain object.',
    ],
    [
      { weights: 'https://example.com' },
      'The options of createClip({ weights }) must be an object such as { host: … }, but are “https://example.com”.',
    ],
    [{ weights: { mirror: [] } }, 'createClip({ weights }) has no option “mirror”. Did you mean “mirrors”?'],
    [
      { weights: { mirrors: 'https://example.com' } },
      'The option “mirrors” of createClip({ weights }) must be an array of URLs, but is “https://example.com”.',
    ],
    [
      { weights: { host: 7 } },
      'The option “host” of createClip({ weights }) must be a URL or a path, but is 7.',
    ],
  ])('refuses %j', async (options, message) => {
    await expect(createClip(any(options))).rejects.toEqual(invalid(message));
  });
});

describe('functions of embeddings', () => {
  const two: Embeddings = { data: new Float32Array(6), count: 2, dimension: 3 };
  const wider: Embeddings = { data: new Float32Array(4), count: 1, dimension: 4 };
  const NEEDED =
    'needs embeddings, which are { data, count, dimension }, but got %. Await embedImages() or embedTexts(), and pass the result as it is.';
  const needed = (call: string, got: string): string => `${call} ${NEEDED.replace('%', got)}`;

  it.each<[call: string, work: () => unknown, message: string]>([
    ['similarity()', () => similarity(any(undefined), any(undefined)), needed('similarity()', 'undefined')],
    ['similarity(two)', () => similarity(two, any(undefined)), needed('similarity()', 'undefined')],
    ['similarity(data)', () => similarity(any(two.data), two), needed('similarity()', 'a Float32Array')],
    [
      'similarity(promise)',
      () => similarity(any(Promise.resolve(two)), two),
      needed('similarity()', 'a Promise'),
    ],
    [
      'similarity of too few values',
      () => similarity({ ...two, count: 3 }, two),
      needed('similarity()', 'a plain object'),
    ],
    [
      'similarity of two models',
      () => similarity(two, wider),
      'Embeddings with 3 and 4 dimensions cannot be compared. Use the same model for both.',
    ],
    ['row(5)', () => row(two, 5), 'There is no row 5. The embeddings have 2, counted from 0.'],
    ['row(-1)', () => row(two, -1), 'There is no row -1. The embeddings have 2, counted from 0.'],
    ['row(1.5)', () => row(two, 1.5), 'There is no row 1.5. The embeddings have 2, counted from 0.'],
    [
      'row()',
      () => row(two, any(undefined)),
      'There is no row undefined. The embeddings have 2, counted from 0.',
    ],
    ['row of nothing', () => row(any(null), 0), needed('row()', 'null')],
    [
      'ensemble(3)',
      () => ensemble(two, 3),
      '2 prompts cannot be 3 for each label. Pass the number of templates.',
    ],
    ['ensemble of nothing', () => ensemble(any({}), 1), needed('ensemble()', 'a plain object')],
    [
      'prompts of one template',
      () => prompts('dog', any('a {}')),
      'prompts() needs an array of templates, but got “a {}”. Put brackets around a single one.',
    ],
    [
      'probabilities()',
      () => probabilities(any(undefined), any(undefined)),
      'probabilities() needs an array of cosines, but got undefined.',
    ],
    [
      'probabilities without a spec',
      () => probabilities([0.3], any('softmax')),
      'probabilities() needs the model’s similarity spec, (await clip.info()).model.similarity, but got “softmax”.',
    ],
    ['prompts(5)', () => prompts(any(5), []), 'Label 0 of prompts() must be a string, but is 5.'],
  ])('%s is refused', (_, work, message) => {
    expect(work).toThrow(invalid(message));
  });
});
