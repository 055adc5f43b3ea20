import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { hostModel, type ModelHost, type Telling } from '../faults/model-host.ts';
import { LAST_WORDS } from '../faults/send.ts';
import { openModules } from '../modules.ts';
import { WORKSPACE } from '../workspace.ts';

const REPOSITORY = 'someone/some-clip';
const FOLDER = join(WORKSPACE, 'public/models/pocket');
const VISION = 'onnx/vision_model_quantized.onnx';
/** Size of its file. */
const BYTES = readFileSync(join(FOLDER, VISION)).length;
/** Number of bytes after which the hosts of these tests break off. */
const PART = 1_000_000;

/** @returns The number of embedded images, or the error code. */
async function embed(page: Page, url: string, mirrors: string[] = []): Promise<number | string> {
  await openModules(page);
  return page.evaluate(
    async ({ url, mirrors, model }) => {
      const weights = { host: url, mirrors };
      try {
        const clip = await window.webClip.createClip({ model, device: 'wasm', weights });
        const { count } = await clip.embedImages([new ImageData(8, 8)]);
        clip.dispose();
        return count;
      } catch (error) {
        return window.webClip.isClipError(error) ? error.code : String(error);
      }
    },
    { url, mirrors, model: REPOSITORY },
  );
}

/** A host and its mirror. */
async function twoHosts(telling: Telling): Promise<[ModelHost, ModelHost]> {
  return [await hostModel(REPOSITORY, FOLDER, { telling }), await hostModel(REPOSITORY, FOLDER, { telling })];
}

/** @returns The first requested byte of each response for the image encoder. */
const askedOf = ({ sent }: ModelHost): number[] =>
  sent.filter(({ path }) => path === VISION).map(({ asked }) => asked);

test('a mirror has what the host lacks', async ({ page }) => {
  const [host, mirror] = await twoHosts('nothing');
  host.misbehave(`${REPOSITORY}/resolve/main/${VISION}`, 'missing');
  expect(await embed(page, host.url, [mirror.url])).toBe(1);
  await Promise.all([host.close(), mirror.close()]);
});

test('a mirror continues where the host broke off if a hash proves that it is the same file', async ({
  page,
}) => {
  const [host, mirror] = await twoHosts('pointer');
  host.misbehave(`${REPOSITORY}/resolve/main/${VISION}`, PART);
  expect(await embed(page, host.url, [mirror.url])).toBe(1);
  expect([askedOf(host), askedOf(mirror)]).toEqual([[0], [PART]]);
  await Promise.all([host.close(), mirror.close()]);
});

test('a host’s bytes are kept for it if nothing proves that the mirror’s file is the same', async ({
  page,
}) => {
  const [host, mirror] = await twoHosts('nothing');
  host.misbehave(`${REPOSITORY}/resolve/main/${VISION}`, PART);
  expect(await embed(page, host.url, [mirror.url])).toBe(1);
  expect(askedOf(host)).toEqual([0, PART, 2 * PART]);
  await Promise.all([host.close(), mirror.close()]);
});

test('a mirror sends the whole file if the host stays away', async ({ page }) => {
  const [host, mirror] = await twoHosts('nothing');
  let answers = 0;
  host.misbehave(`${REPOSITORY}/resolve/main/${VISION}`, () => {
    // The first request only checks whether the file exists.
    return answers++ < 2 ? PART : 'broken';
  });
  expect(await embed(page, host.url, [mirror.url])).toBe(1);
  expect(askedOf(mirror).at(-1)).toBe(0);
  await Promise.all([host.close(), mirror.close()]);
});

test('a host without CORS is told what to send', async ({ page }) => {
  const answered: string[] = [];
  // Like `python3 -m http.server`.
  const server = createServer((request, response) => {
    answered.push(request.url ?? '');
    response.setHeader('Content-Type', 'application/json');
    createReadStream(join(FOLDER, 'config.json')).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  await openModules(page);
  const message = await page.evaluate(async (model) => {
    const clip = window.webClip.createClip({ model, device: 'wasm' });
    return clip.then(
      () => 'loaded',
      (error) => `${error.code}: ${error.message}`,
    );
  }, url);
  expect(message).toMatch(/^download-failed: .*the host sends “Access-Control-Allow-Origin: \*/);
  expect(answered).not.toEqual([]);
  await new Promise((resolve) => server.close(resolve));
});

for (const hasRanges of [true, false]) {
  test(`a host that breaks off, and states no length, ${hasRanges ? 'is asked for the rest' : 'is given up if it has no ranges'}`, async ({
    page,
  }) => {
    const starts: number[] = [];
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '', 'http://host').pathname.split('/resolve/main/')[1] ?? '';
      const start = hasRanges ? Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0) : 0;
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Expose-Headers', 'Content-Range');
      if (start > 0) response.setHeader('Content-Range', `bytes ${start}-${BYTES - 1}/${BYTES}`);
      const isThere = path !== '' && existsSync(join(FOLDER, path));
      response.writeHead(isThere ? (start > 0 ? 206 : 200) : 404);
      if (!isThere || request.method === 'HEAD') return response.end();
      const isVision = path === VISION;
      if (isVision) starts.push(start);
      const rest = createReadStream(join(FOLDER, path), {
        start,
        ...(isVision && { end: start + PART - 1 }),
      });
      rest.on('end', () => {
        if (!isVision || start + PART >= BYTES) response.end();
        else setTimeout(() => response.destroy(), LAST_WORDS);
      });
      rest.pipe(response, { end: false });
      return response;
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await embed(page, `http://localhost:${port}/`)).toBe(hasRanges ? 1 : 'download-failed');
    // Without ranges: the whole file again after the refusal, and as often as a host without progress is retried.
    expect(starts.slice(0, 3)).toEqual(hasRanges ? [0, PART, 2 * PART] : [0, 0, 0]);
    server.close();
    server.closeAllConnections();
  });
}
