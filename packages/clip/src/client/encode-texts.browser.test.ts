import { describe, expect, it } from 'vitest';
import manifest from '../../fixtures/fashion-clip/manifest.json';
import { type Clip, createClip, type Dtype, row } from '../index.ts';

/** A tiny CLIP of transformers, with PyTorch's answers in float32; see the fixtures' README. */
const MODEL = new URL('../../fixtures/fashion-clip/model/', import.meta.url).href;
const WIDTH = 8;
const TOKENS = 77;

const { hiddenStates: goldens } = manifest;
const texts = goldens.map(({ text }) => text);

const start = (dtype: Dtype): Promise<Clip> =>
  createClip({ model: MODEL, device: 'wasm', dtype, weights: { assets: `${location.origin}/` } });

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const dot = (p: ArrayLike<number>, q: ArrayLike<number>) =>
    Array.from(p).reduce((sum, value, i) => sum + value * (q[i] as number), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

describe('encodeTexts', () => {
  it('gives the last hidden layer and the pooled output of PyTorch', async () => {
    const clip = await start('fp32');
    const { lastHiddenState, dims, attentionMask, pooled } = await clip.encodeTexts(texts);
    expect(dims).toEqual([texts.length, TOKENS, WIDTH]);
    const expected = goldens.flatMap((golden) => golden.lastHiddenState);
    expect(lastHiddenState).toHaveLength(expected.length);
    expect(lastHiddenState.filter((value, i) => !(Math.abs(value - (expected[i] as number)) < 1e-4))).toEqual(
      new Float32Array(),
    );
    expect([...pooled]).toEqual(
      goldens.flatMap((golden) => golden.pooled.map((value) => expect.closeTo(value, 4))),
    );

    // The embedding is the pooled output of length 1, and the text encoder ignores what follows the end token.
    const embeddings = await clip.embedTexts(texts);
    for (const i of texts.keys()) {
      expect(cosine(row(embeddings, i), pooled.subarray(i * WIDTH, (i + 1) * WIDTH))).toBeGreaterThan(
        0.99999,
      );
    }
    const lengths = (await clip.tokenize(texts)).map(({ length }) => length);
    expect(attentionMask).toEqual(
      Uint8Array.from(
        lengths.flatMap((length) => Array.from({ length: TOKENS }, (_, i) => (i < length ? 1 : 0))),
      ),
    );
    clip.dispose();
  });

  it('runs on our own kernels, text by text, in batches', async () => {
    const clip = await start('int8');
    const many = Array.from({ length: 70 }, (_, i) =>
      i % 2 === 0 ? (texts[0] as string) : `a photo of ${i}`,
    );
    const progress: number[] = [];
    const { lastHiddenState, dims } = await clip.encodeTexts(many, {
      onProgress: ({ phase, done }) => phase === 'embed' && progress.push(done),
    });
    expect((await clip.info()).runtimes.text).toBe('web-clip');
    expect(dims).toEqual([70, TOKENS, WIDTH]);
    expect(progress).toEqual([64, 70]);
    const states = (i: number) => lastHiddenState.slice(i * TOKENS * WIDTH, (i + 1) * TOKENS * WIDTH);
    expect(states(68)).toEqual(states(0));
    expect((await clip.encodeTexts([many[69] as string])).lastHiddenState).toEqual(states(69));
    expect(cosine(states(0), goldens[0]?.lastHiddenState as number[])).toBeGreaterThan(0.999);
    expect((await clip.encodeTexts([])).dims).toEqual([0, TOKENS, 0]);
    clip.dispose();
  });

  it('says what is missing if the model’s file has no hidden layer', async () => {
    const clip = await createClip({ device: 'wasm' });
    await expect(clip.encodeTexts(['a dog'])).rejects.toMatchObject({
      code: 'unsupported-model',
      message: expect.stringMatching(
        /^The text encoder of Pocket.* \(onnx\/text_model_quantized\.onnx\) does not output its last hidden layer, .* --hidden-states of the export recipe\.$/,
      ),
    });
    clip.dispose();
  });
});
