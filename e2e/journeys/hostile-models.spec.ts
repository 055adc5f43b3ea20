import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { hostModel } from '../faults/model-host.ts';
import { vastEncoder } from '../faults/vast-encoder.ts';
import { openModules } from '../modules.ts';
import { newFolder, WORKSPACE } from '../workspace.ts';

const REPOSITORY = 'someone/some-model';
const TINY = join(WORKSPACE, 'packages/clip/fixtures/openai-clip/model');

type Json = Record<string, unknown>;
type Change = (content: Buffer) => Buffer | string;

const object =
  (change: (json: Json) => Json): Change =>
  (content) =>
    JSON.stringify(change(JSON.parse(content.toString())));

const vocabulary = (id: (index: number) => unknown): Change =>
  object((json) => {
    const model = json.model as Json;
    const tokens = Object.keys(model.vocab as Json);
    return {
      ...json,
      model: { ...model, vocab: Object.fromEntries(tokens.map((token, i) => [token, id(i)])) },
    };
  });

const renamed =
  (from: string, to: string): Change =>
  (content) =>
    Buffer.from(content.toString('latin1').replaceAll(from, to), 'latin1');

const half: Change = (content) => content.subarray(0, Math.floor(content.length / 2));

const TOKENIZER = 'tokenizer.json';
const VISION = 'onnx/vision_model.onnx';
const TEXT = 'onnx/text_model.onnx';
const SPEC = 'web-clip.json';

/** Changes to one file of a valid model, and the expected error. */
const FAULTS: [what: string, file: string, change: Change, code: string, message: RegExp][] = [
  ['a tokenizer that is not JSON', TOKENIZER, () => 'tokens', 'invalid-model', /not a valid JSON file/],
  ['an empty tokenizer', TOKENIZER, () => '{}', 'invalid-model', /tokenizer\.json is invalid/],
  [
    'a tokenizer with invalid ids',
    TOKENIZER,
    vocabulary(() => 'seven'),
    'invalid-model',
    /tokenizer\.json is invalid/,
  ],
  ['tokens that the encoder lacks', TOKENIZER, vocabulary((i) => 1e9 + i), 'engine-failed', /could not run/],
  ['an encoder that is text', VISION, () => 'no encoder', 'invalid-model', /not an ONNX file/],
  ['an encoder without a graph', VISION, () => Buffer.of(8, 1), 'engine-failed', /could not load/],
  ['half an encoder', VISION, half, 'invalid-model', /not an ONNX file/],
  ['half a text encoder', TEXT, half, 'invalid-model', /not an ONNX file/],
  [
    'another input',
    VISION,
    renamed('pixel_values', 'voxel_values'),
    'invalid-model',
    /expects the inputs voxel_values/,
  ],
  [
    'another text input',
    TEXT,
    renamed('input_ids', 'input_odd'),
    'invalid-model',
    /expects the inputs input_odd/,
  ],
  [
    'another output',
    VISION,
    renamed('image_embeds', 'image_embers'),
    'invalid-model',
    /has the outputs image_embers/,
  ],
  ['another dimension', SPEC, object((json) => ({ ...json, dimension: 7 })), 'invalid-model', /8 values.*7/],
  [
    'a vast dimension',
    SPEC,
    object((json) => ({ ...json, dimension: 1e12 })),
    'invalid-model',
    /“dimension”/,
  ],
  [
    'images of another size',
    SPEC,
    object((json) => ({ ...json, image: { ...(json.image as Json), size: 17 } })),
    'engine-failed',
    /could not run/,
  ],
];

/** A copy of a valid model with one file changed. */
function changed(file: string, change: Change): string {
  const folder = newFolder();
  cpSync(TINY, folder, { recursive: true });
  // A record would have to agree with the dimension.
  const spec = join(folder, SPEC);
  writeFileSync(spec, object((json) => ({ ...json, selfCheck: undefined }))(readFileSync(spec)));
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path)));
  return folder;
}

test('an invalid model is rejected with the reason', async ({ page }) => {
  await openModules(page);
  for (const [what, file, change, code, message] of FAULTS) {
    const host = await hostModel(REPOSITORY, changed(file, change));
    const failure = await page.evaluate(
      async ({ host, model }) => {
        try {
          const clip = await window.webClip.createClip({
            model,
            device: 'wasm',
            dtype: 'fp32',
            weights: { host },
          });
          try {
            await clip.embedImages([new ImageData(30, 20)]);
            await clip.embedTexts(['a dog']);
          } finally {
            clip.dispose();
          }
          return undefined;
        } catch (error) {
          const { name, code, message } = error as { name: string; code: string; message: string };
          return { name, code, message };
        }
      },
      { host: host.url, model: REPOSITORY },
    );
    await host.close();
    expect(failure, what).toMatchObject({ name: 'ClipError', code, message: expect.stringMatching(message) });
  }
});

test('a model that uses up the memory ends its worker, because WASM never frees any', async ({ page }) => {
  await openModules(page);
  const host = await hostModel(
    REPOSITORY,
    changed(VISION, () => Buffer.from(vastEncoder())),
  );
  const { failure, lost } = await page.evaluate(
    async ({ host, model }) => {
      const clip = await window.webClip.createClip({
        model,
        device: 'wasm',
        dtype: 'fp32',
        weights: { host },
      });
      const failure = await clip.embedImages([new ImageData(30, 20)]).then(
        () => undefined,
        ({ code, message }) => ({ code, message }),
      );
      return { failure, lost: (await clip.lost).message };
    },
    { host: host.url, model: REPOSITORY },
  );
  await host.close();
  expect(failure).toMatchObject({ code: 'engine-failed', message: expect.stringMatching(/no memory left/) });
  expect(lost).toMatch(/no memory left/);
});
