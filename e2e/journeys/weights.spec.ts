import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { hostModel, type ModelHost } from '../faults/model-host.ts';
import { openModules } from '../modules.ts';
import { fullSizeModel, WORKSPACE } from '../workspace.ts';

const REPOSITORY = 'someone/some-clip';
const VISION = 'onnx/vision_model_quantized.onnx';

let host: ModelHost;
test.beforeEach(async () => {
  host = await hostModel(REPOSITORY, join(WORKSPACE, 'public/models/pocket'));
});
test.afterEach(() => host.close());

test('a model is downloaded from its host once, each encoder when it is needed', async ({ page }) => {
  await openModules(page);
  const embed = () =>
    page.evaluate(
      async ({ url, model }) => {
        const downloaded: number[] = [];
        const clip = await window.webClip.createClip({ model, device: 'wasm', weights: { host: url } });
        const { data } = await clip.embedTexts(['a dog'], {
          onProgress: ({ phase, done }) => phase === 'download' && downloaded.push(done),
        });
        const { dtype } = await clip.info();
        clip.dispose();
        return { embedding: [...data], dtype, downloaded };
      },
      { url: host.url, model: REPOSITORY },
    );
  const first = await embed();
  expect(first.dtype).toBe('q8');
  expect(first.downloaded.at(-1)).toBeGreaterThan(2_000_000);
  expect(first.downloaded).toEqual([...first.downloaded].sort((a, b) => a - b));
  const files = (requests: string[]) =>
    requests.map((request) => request.replace(/ .*\/(?:resolve\/main|some-clip(?=\/raw))\//, ' ')).sort();
  expect(files(host.requests)).toEqual([
    'GET config.json',
    'GET onnx/text_model_quantized.onnx',
    'GET open_clip_config.json',
    'GET preprocessor_config.json',
    // A Git LFS pointer would contain the hash.
    'GET raw/main/onnx/text_model_quantized.onnx',
    'GET tokenizer.json',
    'GET tokenizer_config.json',
    'GET web-clip.json',
    'HEAD onnx/text_model_quantized.onnx',
    'HEAD onnx/vision_model_quantized.onnx',
  ]);
  await page.evaluate(
    async ({ url, model }) => {
      const clip = await window.webClip.createClip({ model, device: 'wasm', weights: { host: url } });
      await clip.prefetch();
      clip.dispose();
    },
    { url: host.url, model: REPOSITORY },
  );
  host.requests.length = 0;
  const again = await embed();
  expect(again.embedding).toEqual(first.embedding);
  expect(again.downloaded).toEqual([]);
  expect(host.requests).toEqual([]);
});

/** @returns The number of images embedded with the host’s model, or the error code. */
function embedImage(page: Page): Promise<number | string> {
  return page.evaluate(
    async ({ url, model }) => {
      const clip = await window.webClip.createClip({ model, device: 'wasm', weights: { host: url } });
      try {
        return (await clip.embedImages([new ImageData(8, 8)])).count;
      } catch (error) {
        return window.webClip.isClipError(error) ? error.code : String(error);
      } finally {
        clip.dispose();
      }
    },
    { url: host.url, model: REPOSITORY },
  );
}

/** The requested start and the number of sent bytes of each response for a file. */
const sentOf = (file: string): number[][] =>
  host.sent.filter(({ path }) => path === file).map(({ asked, bytes }) => [asked, bytes]);

/** Makes one response for a file break off after this many bytes. */
function cutOnce(file: string, bytes: number): void {
  host.misbehave(`${REPOSITORY}/resolve/main/${file}`, () => (host.injected.length > 0 ? undefined : bytes));
}

test('an interrupted download resumes where it was', async ({ page }) => {
  await openModules(page);
  host.misbehave(`${REPOSITORY}/resolve/main/${VISION}`, 1_000_000);
  expect(await embedImage(page)).toBe(1);
  expect(sentOf(VISION)).toEqual([
    [0, 1_000_000],
    [1_000_000, 1_000_000],
    [2_000_000, 585_130],
  ]);
});

test('a compressed file that breaks off is downloaded again: browsers cannot read a range of it', async ({
  page,
}) => {
  await openModules(page);
  cutOnce('tokenizer.json', 40_000);
  await page.evaluate(
    async ({ url, model }) => {
      const clip = await window.webClip.createClip({ model, device: 'wasm', weights: { host: url } });
      await clip.embedTexts(['a dog']);
      clip.dispose();
    },
    { url: host.url, model: REPOSITORY },
  );
  expect(sentOf('tokenizer.json')).toEqual([
    [0, 40_000],
    [0, expect.any(Number)],
  ]);
});

test('a host whose ranges cannot be read sends the whole file in the end', async ({ page }) => {
  await host.close();
  host = await hostModel(REPOSITORY, join(WORKSPACE, 'public/models/pocket'), { compressed: /\.onnx$/ });
  await openModules(page);
  cutOnce(VISION, 1_000_000);
  expect(await embedImage(page)).toBe(1);
  // Requested once with If-Range, and twice without.
  const asked = sentOf(VISION).map(([start]) => start);
  const rest = asked[1] ?? 0;
  expect(rest).toBeGreaterThan(0);
  expect(asked).toEqual([0, rest, rest, rest, 0]);
});

test('a stored model requests nothing from its host, whatever its dtype', async ({ page }) => {
  await openModules(page);
  for (const tower of ['text', 'vision']) {
    host.misbehave(`${REPOSITORY}/resolve/main/onnx/${tower}_model_quantized.onnx`, 'missing');
  }
  const dtype = () =>
    page.evaluate(
      async ({ url, model }) => {
        const clip = await window.webClip.createClip({ model, device: 'wasm', weights: { host: url } });
        await clip.prefetch();
        const { dtype } = await clip.info();
        clip.dispose();
        return dtype;
      },
      { url: host.url, model: REPOSITORY },
    );
  expect(await dtype()).toBe('fp16');
  host.requests.length = 0;
  expect(await dtype()).toBe('fp16');
  expect(host.requests).toEqual([]);
});

test('a web page in place of a file is not kept', async ({ page }) => {
  await openModules(page);
  const config = `${REPOSITORY}/resolve/main/config.json`;
  const start = () =>
    page.evaluate(
      ({ url, model }) =>
        window.webClip.createClip({ model, device: 'wasm', weights: { host: url } }).then(
          (clip) => clip.dispose(),
          (error: { code: string }) => error.code,
        ),
      { url: host.url, model: REPOSITORY },
    );
  host.misbehave(config, 'page');
  expect(await start()).toBe('unknown-model');
  host.misbehave(config, undefined);
  expect(await start()).toBeUndefined();
});

test('a download stops when it is aborted', async ({ page }) => {
  await openModules(page);
  host.misbehave(`${REPOSITORY}/resolve/main/onnx/vision_model_quantized.onnx`, { stall: 0.04 });
  const outcome = await page.evaluate(
    async ({ url, model }) => {
      const clip = await window.webClip.createClip({ model, device: 'wasm', weights: { host: url } });
      const controller = new AbortController();
      const call = clip.embedImages([new ImageData(8, 8)], {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      });
      const isReason = await call.catch((error: unknown) => error === controller.signal.reason);
      clip.dispose();
      return isReason;
    },
    { url: host.url, model: REPOSITORY },
  );
  expect(outcome).toBe(true);
  await expect.poll(() => host.open()).toBe(0);
});

test('a start stops when it is aborted, even while the worker’s script is loading', async ({ page }) => {
  await openModules(page);
  await page.route(/worker/, () => undefined);
  const outcome = page.evaluate(() =>
    window.webClip
      .createClip({ device: 'wasm', signal: AbortSignal.timeout(100) })
      .catch((error: Error) => error.name),
  );
  expect(await outcome).toBe('TimeoutError');
});

test('a full-size model with external data loads from its host and then from storage', async ({ page }) => {
  const folder = fullSizeModel();
  test.skip(!folder, 'the full-size model is not here');
  const large = await hostModel(REPOSITORY, folder as string);
  await openModules(page);
  const embed = () =>
    page.evaluate(
      async ({ url, model }) => {
        const clip = await window.webClip.createClip({ model, device: 'wasm', weights: { host: url } });
        await clip.prefetch();
        const texts = await clip.embedTexts(['a dog on the beach']);
        const images = await clip.embedImages([new ImageData(300, 200)]);
        clip.dispose();
        return { dimension: texts.dimension, first: [texts.data[0], images.data[0]] };
      },
      { url: large.url, model: REPOSITORY },
    );
  const first = await embed();
  expect(first.dimension).toBe(512);
  expect(
    large.requests.filter((request) => request.endsWith('.onnx_data') && !request.includes('/raw/')),
  ).toHaveLength(2);
  large.requests.length = 0;
  expect(await embed()).toEqual(first);
  expect(large.requests).toEqual([]);
  await large.close();
});

test('an unreachable host is named', async ({ page }) => {
  await openModules(page);
  const { url } = host;
  await host.close();
  const message = await page.evaluate(
    ({ url, model }) =>
      window.webClip.createClip({ model, weights: { host: url } }).then(
        () => 'no error',
        (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
      ),
    { url, model: REPOSITORY },
  );
  expect(message).toContain('download-failed');
  expect(message).toContain(new URL(url).origin);
});
