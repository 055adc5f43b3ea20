import type { ModelSource } from '@web-clip/weights';
import { describe, expect, it } from 'vitest';
import { registry } from '../registry.ts';
import type { Json } from './fields.ts';
import { readWebClip } from './web-clip.ts';

const source: ModelSource = { kind: 'folder', url: 'https://example.org/model/' };

/** SHA-256 of the empty string. */
const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The JSON that an export writes. */
function exported(): Json {
  const { source: _, ...spec } = registry.get('timm/eva02_base_patch16_clip_224.merged2b_s8b_b131k') ?? {};
  const selfCheck = { image: Array(512).fill(0.5), text: Array(512).fill(-0.5) };
  const sha256 = { 'tokenizer.json': HASH };
  const relevance = { mean: 0.1, deviation: 0.05, weights: [20, -16, -20, -1], constant: 0.5 };
  const rest = { relevance, selfCheck, sha256, remarks: ['It is new.'] };
  return JSON.parse(JSON.stringify({ format: 1, ...spec, ...rest }));
}

/** The same with one field changed, given by a path with dots. */
function broken(path: string, value: unknown): Json {
  const json = exported();
  const keys = path.split('.');
  const last = keys.pop() as string;
  const parent = keys.reduce<Json>((object, key) => object[key] as Json, json);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return json;
}

describe('readWebClip', () => {
  it('returns the exported spec under the caller’s name', () => {
    const { format: _, ...spec } = exported();
    expect(readWebClip('mine', source, exported())).toEqual({ ...spec, id: 'mine', source });
  });

  it('needs neither a calibration, a self-check nor a card, and ignores unknown fields', () => {
    const { relevance: _____, selfCheck: _, about: __, remarks: ___, sha256: ____, ...json } = exported();
    const spec = readWebClip('mine', source, { ...json, madeWith: 'torch' });
    expect(Object.keys(spec).sort()).toEqual(
      ['dimension', 'files', 'id', 'image', 'name', 'similarity', 'source', 'text'].sort(),
    );
  });

  it('rejects a newer format', () => {
    expect(() => readWebClip('mine', source, broken('format', 2))).toThrow(
      expect.objectContaining({ code: 'unsupported-model' }),
    );
  });

  it.each([
    ['format', undefined],
    ['name', ''],
    ['dimension', 0],
    ['dimension', 1.5],
    ['dimension', 1e12],
    ['relevance', 5],
    ['relevance.weights', [20, -16, -20]],
    ['relevance.constant', undefined],
    ['image', 'bicubic'],
    ['image.size', '224'],
    ['image.size', 1e6],
    ['image.resize', 'longest'],
    ['image.interpolation', 'lanczos'],
    ['image.cropOffset', undefined],
    ['image.mean', [0.5, 0.5]],
    ['image.std', [0.5, 0, 0.5]],
    ['text.contextLength', 1],
    ['text.contextLength', 1e12],
    ['text.padTo', 'left'],
    ['text.padId', -1],
    ['text.clean', undefined],
    ['similarity.kind', 'cosine'],
    ['similarity.logitScale', 0],
    ['similarity.logitBias', null],
    ['sha256', 'e3b0c442'],
    ['sha256', { 'tokenizer.json': 'e3b0c442' }],
    ['sha256', { '../tokenizer.json': HASH }],
    ['files', {}],
    ['files.fp64', { vision: 'a.onnx', text: 'b.onnx' }],
    ['files.fp32.vision', '../vision.onnx'],
    ['files.fp32.text', 'https://example.org/text.onnx'],
    ['files.fp32.bytes', -1],
    ['files.fp32.weightOnly', 'yes'],
    ['files.fp32.tolerance', 2],
    ['selfCheck.image', [1, 2, 3]],
    ['selfCheck.text', undefined],
    ['remarks', 'none'],
    ['about.license', undefined],
    ['about.licenseUrl', 'javascript:alert(1)'],
    ['about.languages', 'en'],
    ['about.quality.source', 'a paper'],
    ['about.quality.imagenet', '74 %'],
  ])('names a broken %s (%j)', (field, value) => {
    const read = () => readWebClip('mine', source, broken(field, value));
    expect(read).toThrow(expect.objectContaining({ code: 'invalid-model' }));
    expect(read).toThrow(`“${field}” in web-clip.json of mine`);
  });
});
