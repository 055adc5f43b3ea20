import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openModules } from '../modules.ts';
import { WORKSPACE } from '../workspace.ts';
import { type Fault, hostModel, type ModelHost, type Sent, type Telling } from './model-host.ts';
import type { Outcome, SuiteOptions } from './outcome.ts';
import { Random } from './random.ts';
import { newProfile, openBrowser, withSite } from './site.ts';
import { storedWeights } from './stored-weights.ts';

const REPOSITORY = 'someone/some-clip';
const FILES = `${REPOSITORY}/resolve/main/`;
const VISION = 'onnx/vision_model_quantized.onnx';
const TEXT = 'onnx/text_model_quantized.onnx';

/** What may be repeated: a chunk as it is stored, in bytes. */
const CHUNK = 8 * 1024 * 1024;

/** Faults of the bytes themselves, and of the answers around them. */
const FAULTS = ['slow', 'corrupt', 'busy', 'broken', 'redirect', 'whole', 'unsatisfiable'] as const;

/** Faults that have a client begin anew if they come twice: then the host has no ranges. */
const OF_RANGES: ReadonlySet<Fault> = new Set(['whole', 'unsatisfiable']);

const TELLING: readonly Telling[] = ['etag', 'header', 'pointer', 'nothing'];

/**
 * Downloads a model from hosts that cut, corrupt, redirect, refuse and forget, while the page is closed now and
 * then, until it is there; then uses it without the host.
 */
export async function downloads({ count, seed, report }: SuiteOptions): Promise<Outcome> {
  const folder = largeModel();
  const random = new Random(seed);
  const { profile, remove } = newProfile();
  const results: Result[] = [];
  try {
    await withSite(async (site) => {
      const browser = await openBrowser(profile);
      const page = browser.pages()[0] ?? (await browser.newPage());
      const right = await reference(page, site);
      for (let i = 0; i < count; i++) {
        results.push(await once(page, site, folder, random, right));
        report(`${i + 1} of ${count} downloads`);
      }
      await browser.close();
    });
  } finally {
    remove();
    rmSync(folder, { recursive: true });
  }
  const sum = (of: (result: Result) => number): number =>
    results.reduce((total, each) => total + of(each), 0);
  const finished = sum(({ right }) => Number(right));
  const repeated = Math.max(...results.map((result) => result.repeated));
  const requests = sum((result) => result.offlineRequests);
  const codes = [...new Set(results.flatMap((result) => result.codes))];
  return {
    suite: 'downloads',
    title: `${count} downloads, ${sum(({ faults }) => faults)} faults, ${sum(({ closed }) => closed)} pages closed in the middle`,
    checks: [
      {
        what: 'downloads that end with the right model',
        found: `${finished} of ${count}`,
        holds: finished === count,
      },
      {
        what: 'wrong bytes that were loaded or kept',
        found: String(sum((result) => result.wrong)),
        holds: sum((result) => result.wrong) === 0,
      },
      {
        what: 'most that one interruption repeats (a chunk: 8.4 MB)',
        found: `${(repeated / 1e6).toFixed(1)} MB`,
        holds: repeated <= CHUNK,
      },
      {
        what: 'errors in between are clear ones',
        found: codes.join(', ') || 'none',
        holds: codes.every((code) => ['download-failed', 'invalid-model'].includes(code)),
      },
      { what: 'requests once the model is stored', found: String(requests), holds: requests === 0 },
    ],
  };
}

interface Result {
  faults: number;
  closed: number;
  right: boolean;
  wrong: number;
  repeated: number;
  offlineRequests: number;
  /** Of errors on the way. */
  codes: string[];
}

/** The bundled model, with an image encoder of three chunks. */
function largeModel(): string {
  const folder = mkdtempSync(join(tmpdir(), 'web-clip-model-'));
  cpSync(join(WORKSPACE, 'public/models/pocket'), folder, { recursive: true });
  const bytes = 20_000_000;
  // ModelProto.doc_string, field 6, which nobody reads: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
  const field = [
    6 * 8 + 2,
    (bytes & 127) | 128,
    ((bytes >> 7) & 127) | 128,
    ((bytes >> 14) & 127) | 128,
    bytes >> 21,
  ];
  const text = Buffer.alloc(bytes, 'web-clip ');
  const file = join(folder, VISION);
  writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from(field), text]));
  return folder;
}

async function once(
  page: Page,
  site: string,
  folder: string,
  random: Random,
  expected: readonly number[],
): Promise<Result> {
  const telling = random.pick(TELLING);
  const host = await hostModel(REPOSITORY, folder, { telling, ifRange: random.next() < 0.7 });
  const sizes = new Map([VISION, TEXT].map((path) => [path, readFileSync(join(folder, path)).length]));
  let faults = 0;
  for (const [path, size] of sizes) {
    let left = random.integer(7);
    let ofRanges = 0;
    host.misbehave(`${FILES}${path}`, () => {
      if (left-- <= 0) return undefined;
      faults++;
      if (random.next() < 0.5) return random.integer(size);
      const fault = random.pick(FAULTS);
      if (OF_RANGES.has(fault) && ofRanges++ > 0) return 'slow';
      // Whoever tells nothing of a file cannot be caught with another one in its place.
      return fault === 'corrupt' && telling === 'nothing' ? 'slow' : fault;
    });
  }
  const codes: string[] = [];
  const sessions: SessionStart[] = [];
  let closed = 0;
  // Once in a while the page is closed in the middle.
  while (random.next() < 0.4) {
    await openModules(page, site);
    sessions.push({
      first: host.sent.length,
      stored: (await storedWeights(page, `${host.url}${FILES}`)).parts,
    });
    const started = load(page, host).catch(() => undefined);
    await page.waitForTimeout(random.integer(400));
    await page.goto('about:blank');
    await started;
    closed++;
  }
  let answer: Answer | undefined;
  for (let attempt = 0; attempt < 5 && !answer?.embedding; attempt++) {
    await openModules(page, site);
    sessions.push({
      first: host.sent.length,
      stored: (await storedWeights(page, `${host.url}${FILES}`)).parts,
    });
    answer = await load(page, host);
    if (answer.code) codes.push(answer.code);
  }
  const repeated = Math.max(
    ...[...sizes].map(([path, size]) => mostRepeated(host.sent, sessions, path, size)),
  );
  const hashes = new Map([...sizes.keys()].map((path) => [path, sha256(join(folder, path))]));
  const stored = await storedWeights(page, `${host.url}${FILES}`);
  const wrong = [...stored.hashes].filter(([path, hash]) => (hashes.get(path) ?? hash) !== hash).length;
  host.requests.length = 0;
  await openModules(page, site);
  const again = await load(page, host);
  const offlineRequests = host.requests.length;
  await page.evaluate((id) => window.webClip.deleteModel(id), REPOSITORY);
  await host.close();
  const same = (found: readonly number[] | undefined): boolean =>
    found?.every((value, i) => Math.abs(value - (expected[i] ?? 0)) < 1e-5) ?? false;
  return {
    faults,
    closed,
    right: same(answer?.embedding) && same(again.embedding),
    wrong,
    repeated,
    offlineRequests,
    codes,
  };
}

interface Answer {
  /** Of a picture and of a text, one after the other. */
  embedding?: number[];
  code?: string;
}

/** Starts the model that a host has, and asks both encoders. */
function load(page: Page, { url }: ModelHost): Promise<Answer> {
  return page.evaluate(
    async ({ url, model }) => {
      const { createClip, isClipError } = window.webClip;
      let clip: Awaited<ReturnType<typeof createClip>> | undefined;
      try {
        clip = await createClip({ model, device: 'wasm', weights: { host: url } });
        await clip.prefetch();
        const [picture, text] = [
          await clip.embedImages([new ImageData(64, 48)]),
          await clip.embedTexts(['a dog']),
        ];
        return { embedding: [...picture.data, ...text.data] };
      } catch (error) {
        return { code: isClipError(error) ? error.code : String(error) };
      } finally {
        clip?.dispose();
      }
    },
    { url, model: REPOSITORY },
  );
}

/** What the bundled model answers. */
async function reference(page: Page, site: string): Promise<number[]> {
  const host = await hostModel(REPOSITORY, join(WORKSPACE, 'public/models/pocket'));
  await openModules(page, site);
  const { embedding, code } = await load(page, host);
  await page.evaluate((id) => window.webClip.deleteModel(id), REPOSITORY);
  await host.close();
  if (!embedding) throw new Error(`The bundled model does not start: ${code}.`);
  return embedding;
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** The start of a page. */
interface SessionStart {
  /** Index of its first answer. */
  first: number;
  /** Bytes of files that were stored by then. */
  stored: ReadonlyMap<string, number>;
}

/**
 * @returns The most bytes that were asked for a second time: within a page of those that were sent, and by the next
 *   page of those that were stored. Not counted is a file that had arrived whole and was not the right one.
 */
function mostRepeated(
  sent: readonly Sent[],
  sessions: readonly SessionStart[],
  path: string,
  size: number,
): number {
  let most = 0;
  for (const [i, { first, stored }] of sessions.entries()) {
    let end = stored.get(path) ?? 0;
    for (const { asked, start, bytes } of sent
      .slice(first, sessions[i + 1]?.first)
      .filter((each) => each.path === path)) {
      most = Math.max(most, end - asked);
      // What came in answer to another question was not taken.
      if (start === asked) end = start + bytes;
      if (end === size) end = 0;
    }
  }
  return most;
}
