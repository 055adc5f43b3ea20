import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { hostModel, type ModelHost } from '../faults/model-host.ts';
import { openModules } from '../modules.ts';
import { newFolder, WORKSPACE } from '../workspace.ts';

const REPOSITORY = 'someone/some-model';

/** A model of the registry whose files nobody publishes. */
const EXPORT = 'timm/eva02_base_patch16_clip_224.merged2b_s8b_b131k';

const POCKET = join(WORKSPACE, 'public/models/pocket');

const hosts: ModelHost[] = [];
test.afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

/** Hosts a folder of JSON files. The encoders are placeholders because they are not loaded here. */
async function hostConfigs(configs: Record<string, object>, repository = REPOSITORY): Promise<ModelHost> {
  const folder = newFolder();
  const files = {
    'onnx/vision_model_quantized.onnx': 'vision',
    'onnx/text_model_quantized.onnx': 'text',
    ...Object.fromEntries(Object.entries(configs).map(([name, json]) => [name, JSON.stringify(json)])),
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const host = await hostModel(repository, folder);
  hosts.push(host);
  return host;
}

/** Resolves a model, or returns the error. */
function resolve(page: Page, host: string | undefined, model: string) {
  return page.evaluate(
    async ({ host, model }) => {
      try {
        const weights = host === undefined ? {} : { host };
        const clip = await window.webClip.createClip({ model, device: 'wasm', weights });
        const info = await clip.info();
        clip.dispose();
        return { spec: info.model, dtype: info.dtype };
      } catch (error) {
        const { code, message } = error as { code: string; message: string };
        return { code, message };
      }
    },
    { host, model },
  );
}

const paths = (host: ModelHost): string[] =>
  host.requests.map((request) => request.replace(/ .*\/resolve\/main\//, ' ')).sort();

const SIGLIP_IMAGES = {
  image_processor_type: 'SiglipImageProcessor',
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
  size: { height: 224, width: 224 },
};

/** The files of each kind of repository, and the expected results. */
const KINDS: [string, Record<string, object>, object][] = [
  [
    'SigLIP',
    {
      'config.json': { model_type: 'siglip' },
      'preprocessor_config.json': SIGLIP_IMAGES,
      'tokenizer_config.json': { pad_token: '</s>', model_max_length: 64 },
    },
    {
      image: { size: 224, resize: 'squash', mean: [0.5, 0.5, 0.5] },
      text: { contextLength: 64, padTo: 'context', padId: 1, clean: 'canonicalize' },
      similarity: { kind: 'sigmoid' },
      dimension: 768,
    },
  ],
  [
    'Chinese-CLIP',
    {
      'config.json': { model_type: 'chinese_clip', projection_dim: 512 },
      'preprocessor_config.json': { do_center_crop: false, size: { height: 224, width: 224 } },
      'tokenizer_config.json': { pad_token: '[PAD]', model_max_length: 52 },
    },
    { image: { resize: 'squash' }, text: { contextLength: 52, clean: 'none' }, dimension: 512 },
  ],
  [
    'open_clip, which transformers’ file contradicts',
    {
      'open_clip_config.json': {
        model_cfg: { embed_dim: 768, vision_cfg: { image_size: 224 }, text_cfg: {} },
        preprocess_cfg: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
      },
      'preprocessor_config.json': { crop_size: 224, size: 224 },
      'tokenizer_config.json': {},
    },
    {
      image: { resize: 'shortest', mean: [0.5, 0.5, 0.5] },
      text: { contextLength: 77, clean: 'clip' },
      dimension: 768,
      remarks: expect.arrayContaining([expect.stringMatching(/preprocessor_config\.json says 0\.48/)]),
    },
  ],
];

for (const [kind, configs, expected] of KINDS) {
  test(`a repository of ${kind} is read, and nothing is requested twice`, async ({ page }) => {
    await openModules(page);
    const host = await hostConfigs(configs);
    expect(await resolve(page, host.url, REPOSITORY)).toMatchObject({ spec: expected, dtype: 'q8' });
    expect(paths(host)).toEqual(
      [
        'GET config.json',
        'GET open_clip_config.json',
        'GET preprocessor_config.json',
        'GET tokenizer_config.json',
        'GET web-clip.json',
        'HEAD onnx/text_model_quantized.onnx',
        'HEAD onnx/vision_model_quantized.onnx',
      ].sort(),
    );
    host.requests.length = 0;
    await resolve(page, host.url, REPOSITORY);
    // The files are cached, and missing files are not requested again.
    expect(paths(host).filter((path) => path.startsWith('GET'))).toEqual([]);
  });
}

/** The record that an export of the bundled model would have. */
function exportedPocket(change: object = {}): object {
  const clip = [0.48145466, 0.4578275, 0.40821073];
  const std = [0.26862954, 0.26130258, 0.27577711];
  return {
    format: 1,
    name: 'Exported',
    image: {
      size: 128,
      resize: 'shortest',
      interpolation: 'bicubic',
      cropOffset: 'half-even',
      mean: clip,
      std,
    },
    text: { contextLength: 32, padTo: 'longest', padId: 6200, clean: 'clip' },
    similarity: { kind: 'softmax', logitScale: 40.7, logitBias: 0 },
    dimension: 256,
    files: {
      q8: { vision: 'onnx/vision_model_quantized.onnx', text: 'onnx/text_model_quantized.onnx' },
    },
    ...change,
  };
}

test('an exported model describes itself completely in web-clip.json, and runs', async ({ page }) => {
  await openModules(page);
  const folder = newFolder();
  cpSync(POCKET, folder, { recursive: true });
  writeFileSync(join(folder, 'web-clip.json'), JSON.stringify(exportedPocket()));
  const host = await hostModel(EXPORT, folder);
  hosts.push(host);
  const embed = () =>
    page.evaluate(
      async ({ url, model }) => {
        const clip = await window.webClip.createClip({ model, device: 'wasm', weights: { host: url } });
        await clip.prefetch();
        const { data } = await clip.embedTexts(['a dog']);
        const { model: spec } = await clip.info();
        clip.dispose();
        return { length: data.length, spec };
      },
      { url: host.url, model: EXPORT },
    );
  const first = await embed();
  expect(first).toMatchObject({
    length: 256,
    spec: {
      id: EXPORT,
      name: 'EVA02-CLIP B/16',
      about: { license: 'MIT' },
      // The registry describes the real model, not this one.
      remarks: expect.arrayContaining([
        'web-clip uses dimension 256 from the repository; the registry says 512.',
      ]),
    },
  });
  expect(paths(host)).not.toContain('GET config.json');
  host.requests.length = 0;
  expect(await embed()).toEqual(first);
  expect(host.requests).toEqual([]);

  // The page offers the registry's models, and also trusts the repository.
  await page.goto('');
  await page.evaluate((change) => Object.assign(document.querySelector('photo-search') as object, change), {
    modelHost: host.url,
    model: EXPORT,
  });
  const remarks = () =>
    page.evaluate(
      async () => (await (await document.querySelector('photo-search')?.clip)?.info())?.model.remarks,
    );
  await expect.poll(remarks).toEqual(first.spec.remarks);
});

test('a broken web-clip.json is rejected with the invalid field', async ({ page }) => {
  await openModules(page);
  const host = await hostConfigs({ 'web-clip.json': exportedPocket({ dimension: '256' }) });
  expect(await resolve(page, host.url, REPOSITORY)).toMatchObject({
    code: 'invalid-model',
    message: expect.stringContaining('“dimension” in web-clip.json'),
  });
});

test('a model that must be exported says how, and so does a host without it', async ({ page }) => {
  await openModules(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  expect(await resolve(page, undefined, EXPORT)).toMatchObject({
    code: 'unsupported-model',
    message: expect.stringMatching(/packages\/clip\/export\/README\.md.*weights\.host/),
  });
  expect(asked.filter((url) => url.includes('huggingface'))).toEqual([]);
  const host = await hostConfigs({});
  expect(await resolve(page, host.url, EXPORT)).toMatchObject({
    code: 'unsupported-model',
    message: expect.stringContaining(`${host.url} does not have ${EXPORT}`),
  });
});

test('a host that hides missing files is no obstacle', async ({ page }) => {
  await openModules(page);
  const config = JSON.parse(readFileSync(join(POCKET, 'config.json'), 'utf8'));
  const preprocessor = JSON.parse(readFileSync(join(POCKET, 'preprocessor_config.json'), 'utf8'));
  const host = await hostConfigs({
    'config.json': config,
    'preprocessor_config.json': preprocessor,
    'tokenizer_config.json': {},
  });
  for (const name of ['web-clip.json', 'open_clip_config.json']) {
    host.misbehave(`${REPOSITORY}/resolve/main/${name}`, 'page');
  }
  expect(await resolve(page, host.url, REPOSITORY)).toMatchObject({ spec: { dimension: 256 } });
});
